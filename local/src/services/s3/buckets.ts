import { type BucketState, findBucket, s3State } from './state';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3)$)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function createBucket(account: Account, region: string, name: string): BucketState {
  if (!NAME.test(name)) throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
  const known = findBucket(account, name);
  if (known?.unlisted) {
    delete known.unlisted;
    return Object.assign(known, { createdAt: account.clock.now() });
  }
  if (known) {
    // The oldest region has kept its first answer.
    if (region === 'us-east-1' && known.region === region) return known;
    throw new ServiceError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', 409, { BucketName: name });
  }
  return addBucket(account, region, name);
}

function addBucket(account: Account, region: string, name: string): BucketState {
  const bucket: BucketState = { name, region, createdAt: account.clock.now(), tags: {}, objects: {}, uploads: {} };
  s3State(account).buckets[name] = bucket;
  return bucket;
}

/** The bucket for assets, in an account that nobody has bootstrapped: it is there, and not listed. */
export function assetBucket(account: Account, region: string, name: string): BucketState {
  return findBucket(account, name) ?? Object.assign(addBucket(account, region, name), { unlisted: true as const });
}

/** Refuses a bucket in which anything is left. Unfinished uploads go with it. */
export function deleteBucket(account: Account, bucket: BucketState): void {
  if (Object.keys(bucket.objects).length > 0) {
    const versions = bucket.versioning === undefined ? '' : '. You must delete all versions in the bucket.';
    throw new ServiceError('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, 409, { BucketName: bucket.name });
  }
  delete s3State(account).buckets[bucket.name];
}

/** What a new bucket has besides. */
export const DEFAULT_ENCRYPTION = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] };

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}
