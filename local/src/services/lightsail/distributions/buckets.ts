import { NotSupportedError } from '../../../core/service';
import { checkBucketBundle } from '../catalogue/bucket-bundles';
import { wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { GONE, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';

const KIND = 'Bucket';
const NAME = 'bucketName';

/** Buckets as far as distributions serve them: made, read, deleted. They hold no objects here. */
export const bucketHandlers: Handlers = {
  CreateBucket: create,
  GetBuckets: (request) => {
    for (const name of ['includeConnectedResources', 'includeCors']) {
      if (request.flag(name)) throw new NotSupportedError(`${name} of Lightsail's GetBuckets`);
    }
    const name = request.optionalText(NAME);
    if (name !== undefined) return { buckets: [output(request, request.region.get(KIND, name))] };
    return page(request, 'buckets', request.region.all(KIND), (bucket) => bucket.arn, (bucket) => output(request, bucket));
  },
  DeleteBucket: remove,
};

function create(request: Request): Output {
  if (request.flag('enableObjectVersioning')) throw new NotSupportedError('versions of objects in Lightsail buckets');
  const name = request.text(NAME);
  const bucket = request.region.add(KIND, name, {
    tags: requestTags(request.input),
    details: {
      bundleId: checkBucketBundle(request.text('bundleId')),
      url: `https://${name}.s3.${request.region.name}.amazonaws.com`,
      objectVersioning: 'NeverEnabled',
      ableToUpdateBundle: true,
      accessRules: { getObject: 'private', allowPublicOverrides: false },
      readonlyAccessAccounts: [],
    },
  });
  const activity = request.begin(0);
  request.proceed(bucket, activity, [[0, 'OK']], [[0, GONE]]);
  return { bucket: output(request, bucket), ...startedOutput(request, [request.record(bucket, activity)]) };
}

function remove(request: Request): Output {
  const bucket = request.region.get(KIND, request.text(NAME));
  const serving = request.otherRegion('us-east-1').all('Distribution').find(({ details }) => {
    const { origin } = details as { origin: { name: string; regionName: string } };
    return origin.name === bucket.name && origin.regionName === request.region.name;
  });
  if (serving && !request.flag('forceDelete')) throw wrongState('delete this bucket', KIND, `in use by the distribution ${serving.name}`);
  const activity = request.begin(0);
  request.proceed(bucket, activity, [[0, GONE]], [[0, 'OK']]);
  return startedOutput(request, [request.record(bucket, activity)]);
}

function output(request: Request, bucket: StoredResource): Output {
  return { ...commonOutput(bucket), ...bucket.details, state: { code: request.region.stateOf(bucket) } };
}
