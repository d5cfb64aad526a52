import { document } from './xml';

type Output = Readonly<Record<string, unknown>>;

/** Members that are headers of the answer. */
const HEADERS: Readonly<Record<string, string>> = {
  AcceptRanges: 'accept-ranges',
  BucketRegion: 'x-amz-bucket-region',
  CacheControl: 'cache-control',
  ChecksumCRC32: 'x-amz-checksum-crc32',
  ChecksumCRC32C: 'x-amz-checksum-crc32c',
  ChecksumCRC64NVME: 'x-amz-checksum-crc64nvme',
  ChecksumSHA1: 'x-amz-checksum-sha1',
  ChecksumSHA256: 'x-amz-checksum-sha256',
  ContentDisposition: 'content-disposition',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ContentType: 'content-type',
  DeleteMarker: 'x-amz-delete-marker',
  ETag: 'etag',
  Expires: 'expires',
  LastModified: 'last-modified',
  Location: 'location',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  VersionId: 'x-amz-version-id',
};

/** How an operation's output is written: the members in the body, and how. Operations that are absent have headers only. */
const BODIES: Readonly<Record<string, (output: Output) => string | Buffer>> = {
  CompleteMultipartUpload: ({ Location, Bucket, Key, ETag }) => document('CompleteMultipartUploadResult', { Location, Bucket, Key, ETag }),
  CopyObject: ({ CopyObjectResult }) => document('CopyObjectResult', CopyObjectResult),
  CreateMultipartUpload: ({ Bucket, Key, UploadId }) => document('InitiateMultipartUploadResult', { Bucket, Key, UploadId }),
  DeleteObjects: ({ Deleted }) => document('DeleteResult', { Deleted }),
  GetBucketEncryption: ({ ServerSideEncryptionConfiguration: configuration }) => document('ServerSideEncryptionConfiguration', {
    Rule: (configuration as { Rules?: unknown }).Rules,
  }),
  GetBucketLocation: ({ LocationConstraint }) => document('LocationConstraint', LocationConstraint),
  GetBucketPolicy: ({ Policy }) => String(Policy),
  GetBucketTagging: ({ TagSet }) => document('Tagging', { TagSet: { Tag: TagSet } }),
  GetBucketVersioning: ({ Status }) => document('VersioningConfiguration', { Status }),
  GetObject: ({ Body }) => Buffer.from(Body as Uint8Array),
  GetPublicAccessBlock: ({ PublicAccessBlockConfiguration }) => document('PublicAccessBlockConfiguration', PublicAccessBlockConfiguration),
  ListBuckets: ({ Buckets, Owner }) => document('ListAllMyBucketsResult', { Owner, Buckets: { Bucket: Buckets } }),
  ListMultipartUploads: ({ Uploads, ...rest }) => document('ListMultipartUploadsResult', { ...rest, Upload: Uploads }),
  ListObjects: (output) => document('ListBucketResult', output),
  ListObjectsV2: (output) => document('ListBucketResult', output),
  ListObjectVersions: ({ Versions, DeleteMarkers, ...rest }) => document('ListVersionsResult', { ...rest, Version: Versions, DeleteMarker: DeleteMarkers }),
  ListParts: ({ Parts, ...rest }) => document('ListPartsResult', { ...rest, Part: Parts }),
};

/** Operations whose members with the names of headers are in the body. */
const BODY_ONLY = ['CompleteMultipartUpload', 'ListParts'];
const NO_CONTENT = ['AbortMultipartUpload', 'DeleteBucket', 'DeleteBucketPolicy', 'DeleteObject', 'PutBucketPolicy'];

export function statusOf(operation: string, output: Output): number {
  if (NO_CONTENT.includes(operation)) return 204;
  return output.ContentRange === undefined ? 200 : 206;
}

export function bodyOf(operation: string, output: Output): string | Buffer {
  return Object.hasOwn(BODIES, operation) ? BODIES[operation]?.(output) ?? '' : '';
}

export function headersOf(operation: string, output: Output): Record<string, string> {
  const headers = Object.entries(HEADERS).flatMap(([member, name]) => {
    const value = output[member];
    if (value === undefined || (BODY_ONLY.includes(operation) && (member === 'Location' || member === 'ETag'))) return [];
    return [[name, value instanceof Date ? value.toUTCString() : String(value)]];
  });
  const metadata = Object.entries((output.Metadata ?? {}) as Record<string, string>).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return Object.fromEntries([...headers, ...metadata]) as Record<string, string>;
}

/** Members of listings that are keys or parts of keys: encoded if the caller asks, because XML cannot have all characters. */
const KEYS = ['Key', 'Prefix', 'Delimiter', 'Marker', 'NextMarker', 'StartAfter', 'KeyMarker', 'NextKeyMarker'];

export function withEncodedKeys(output: Output): Output {
  return { ...encoded(output) as Output, EncodingType: 'url' };
}

function encoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [
    name, typeof member === 'string' && KEYS.includes(name) ? encodedKey(member) : encoded(member),
  ]));
}

function encodedKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
