import { s3Authorization } from './authorization';
import { checkedBucketPolicy, bucketPolicyType } from './bucket-policy';
import { BucketType } from './bucket-type';
import { assetBucket, createBucket, DEFAULT_ENCRYPTION, deleteBucket } from './buckets';
import { listObjects, listObjectsV2, listObjectVersions } from './listing';
import { Multipart } from './multipart';
import { ObjectFiles } from './object-files';
import { describedBy, encryptionHeaders, Objects, quoted, versionOf } from './objects';
import { readObject } from './read-object';
import { type BucketState, bucketNamed, findBucket, s3State } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

const MOST_DELETED = 1000;

export interface S3Options {
  /** Where the bytes of objects are kept. Belongs to the state. */
  readonly folder: string;
}

/** Amazon S3: buckets, with versions and policies, and objects in them. */
export class S3 implements Service {
  readonly name = 's3';
  readonly resourceTypes = [new BucketType(), bucketPolicyType];
  private readonly objects: Objects;
  private readonly multipart: Multipart;

  private readonly ofBuckets: Readonly<Record<string, (bucket: BucketState, input: Input) => Output>> = {
    AbortMultipartUpload: (bucket, input) => this.multipart.abort(bucket, input),
    CompleteMultipartUpload: (bucket, input) => this.multipart.complete(bucket, input),
    CopyObject: (bucket, input) => this.copy(bucket, input),
    CreateMultipartUpload: (bucket, input) => this.multipart.create(bucket, input),
    DeleteBucket: (bucket) => {
      deleteBucket(this.account, bucket);
      return {};
    },
    DeleteBucketPolicy: (bucket) => {
      delete bucket.policy;
      return {};
    },
    DeleteObject: (bucket, { Key: key, VersionId: version }) => this.objects.delete(bucket, String(key), version),
    DeleteObjects: (bucket, input) => this.deleteAll(bucket, input),
    GetBucketEncryption: (bucket) => ({ ServerSideEncryptionConfiguration: bucket.encryption ?? DEFAULT_ENCRYPTION }),
    GetBucketLocation: (bucket) => ({ LocationConstraint: bucket.region === 'us-east-1' ? '' : bucket.region }),
    GetBucketPolicy: (bucket) => {
      if (bucket.policy === undefined) throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: bucket.name });
      return { Policy: JSON.stringify(bucket.policy) };
    },
    GetBucketTagging: (bucket) => {
      const tags = Object.entries(bucket.tags).map(([Key, Value]) => ({ Key, Value }));
      if (tags.length === 0) throw new ServiceError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: bucket.name });
      return { TagSet: tags };
    },
    GetBucketVersioning: (bucket) => bucket.versioning === undefined ? {} : { Status: bucket.versioning },
    GetObject: (bucket, input) => readObject(this.objects, bucket, input, true),
    GetPublicAccessBlock: (bucket) => ({ PublicAccessBlockConfiguration: bucket.publicAccessBlock ?? {} }),
    HeadBucket: (bucket) => ({ BucketRegion: bucket.region }),
    HeadObject: (bucket, input) => readObject(this.objects, bucket, input, false),
    ListMultipartUploads: (bucket, input) => this.multipart.listUploads(bucket, input),
    ListObjects: listObjects,
    ListObjectsV2: listObjectsV2,
    ListObjectVersions: listObjectVersions,
    ListParts: (bucket, input) => this.multipart.listParts(bucket, input),
    PutBucketPolicy: (bucket, { Policy: policy }) => {
      bucket.policy = checkedBucketPolicy(policy);
      return {};
    },
    PutObject: (bucket, input) => this.objects.put(bucket, input),
    UploadPart: (bucket, input) => this.multipart.uploadPart(bucket, input),
  };

  constructor(private readonly account: Account, { folder }: S3Options) {
    const files = new ObjectFiles(folder);
    this.objects = new Objects(account, files);
    this.multipart = new Multipart(account, files, this.objects);
    account.add(this);
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    return s3Authorization(this.account, call);
  }

  resourcePolicy(arn: string): unknown {
    return findBucket(this.account, arn.slice(arn.lastIndexOf(':') + 1))?.policy;
  }

  /** The file of an object, by its ARN. */
  contentPath(arn: string): string | undefined {
    const [, name = '', key = ''] = /^arn:aws:s3:::([^/]+)\/(.+)$/s.exec(arn) ?? [];
    const bucket = findBucket(this.account, name);
    const version = bucket && this.objects.current(bucket, key);
    return version && this.objects.pathOf(version);
  }

  /** Puts an asset where its app expects it, unless it is there: the key tells the content. */
  publish(region: string, bucketName: string, key: string, bytes: () => Buffer): void {
    const bucket = assetBucket(this.account, region, bucketName);
    if (!this.objects.current(bucket, key)) this.objects.put(bucket, { Bucket: bucketName, Key: key, Body: bytes() });
  }

  async handle(call: ApiCall): Promise<Output> {
    const { operation, input, region } = call;
    if (operation === 'ListBuckets') {
      const buckets = Object.values(s3State(this.account).buckets).filter(({ unlisted }) => !unlisted)
        .sort((one, other) => one.name < other.name ? -1 : 1);
      return {
        Buckets: buckets.map(({ name, createdAt, region: BucketRegion }) => ({ Name: name, CreationDate: new Date(createdAt), BucketRegion })),
        Owner: { ID: this.account.id.padStart(64, '0') },
      };
    }
    if (operation === 'CreateBucket') return this.createBucket(region, input);
    if (!Object.hasOwn(this.ofBuckets, operation)) throw new NotSupportedError(`s3:${operation}`);
    const bucket = bucketNamed(this.account, String(input.Bucket));
    if (bucket.region !== region && operation !== 'GetBucketLocation' && operation !== 'HeadBucket') {
      throw new ServiceError('AuthorizationHeaderMalformed', `The authorization header is malformed; the region '${region}' is wrong; expecting '${bucket.region}'`, 400, { Region: bucket.region });
    }
    return this.ofBuckets[operation]?.(bucket, input) ?? {};
  }

  private createBucket(region: string, input: Input): Output {
    const location = input.LocationConstraint === undefined ? 'us-east-1' : String(input.LocationConstraint);
    if (location !== region) {
      throw new ServiceError('IllegalLocationConstraintException', `The ${input.LocationConstraint === undefined ? 'unspecified' : location} location constraint is incompatible for the region specific endpoint this request was sent to.`);
    }
    createBucket(this.account, region, String(input.Bucket));
    return { Location: `/${String(input.Bucket)}` };
  }

  private deleteAll(bucket: BucketState, input: Input): Output {
    const objects = (Array.isArray(input.Objects) ? input.Objects : []) as Array<{ Key?: unknown; VersionId?: unknown }>;
    if (objects.length === 0 || objects.length > MOST_DELETED) {
      throw new ServiceError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    }
    const deleted = objects.map(({ Key: key, VersionId: version }) => {
      const { DeleteMarker, VersionId } = this.objects.delete(bucket, String(key), version);
      return {
        Key: String(key),
        ...version !== undefined && { VersionId: version },
        ...DeleteMarker === true && { DeleteMarker: true, DeleteMarkerVersionId: VersionId },
      };
    });
    return { Deleted: input.Quiet === true ? [] : deleted };
  }

  private copy(bucket: BucketState, input: Input): Output {
    const from = bucketNamed(this.account, String(input.SourceBucket));
    const source = this.objects.find(from, String(input.SourceKey), input.SourceVersionId);
    const replaced = input.MetadataDirective === 'REPLACE';
    if (!replaced && from === bucket && input.SourceKey === input.Key && input.SourceVersionId === undefined) {
      throw new ServiceError('InvalidRequest', 'This copy request is illegal because it is trying to copy an object to itself without changing the object\'s metadata, storage class, website redirect location or encryption attributes.');
    }
    const version = this.objects.add(bucket, String(input.Key), {
      ...describedBy(bucket, input),
      ...!replaced && { headers: source.headers, metadata: source.metadata },
      bytes: this.objects.bytes(source),
      etag: source.etag,
      checksums: source.checksums,
    });
    return {
      CopyObjectResult: { ETag: quoted(version.etag), LastModified: new Date(version.modifiedAt) },
      ...versionOf(bucket, version),
      ...encryptionHeaders(version),
    };
  }
}
