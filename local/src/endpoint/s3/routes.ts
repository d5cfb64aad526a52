import type { Address } from './address';

/** Parts of a query that say what of a bucket or an object is meant. */
const SUBRESOURCES = [
  'accelerate', 'acl', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'inventory', 'legal-hold', 'lifecycle', 'list-type', 'location',
  'logging', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'partNumber', 'policy', 'policyStatus', 'publicAccessBlock', 'replication',
  'requestPayment', 'restore', 'retention', 'select', 'session', 'tagging', 'torrent', 'uploadId', 'uploads', 'versioning', 'versions', 'website',
];

const ROUTES: ReadonlyMap<string, string> = new Map(Object.entries({
  'GET account': 'ListBuckets',
  'PUT bucket': 'CreateBucket',
  'HEAD bucket': 'HeadBucket',
  'DELETE bucket': 'DeleteBucket',
  'GET bucket': 'ListObjects',
  'GET bucket list-type': 'ListObjectsV2',
  'GET bucket versions': 'ListObjectVersions',
  'GET bucket uploads': 'ListMultipartUploads',
  'GET bucket location': 'GetBucketLocation',
  'GET bucket encryption': 'GetBucketEncryption',
  'GET bucket versioning': 'GetBucketVersioning',
  'GET bucket tagging': 'GetBucketTagging',
  'GET bucket publicAccessBlock': 'GetPublicAccessBlock',
  'GET bucket policy': 'GetBucketPolicy',
  'PUT bucket policy': 'PutBucketPolicy',
  'DELETE bucket policy': 'DeleteBucketPolicy',
  'POST bucket delete': 'DeleteObjects',
  'PUT object': 'PutObject',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'DELETE object': 'DeleteObject',
  'POST object uploads': 'CreateMultipartUpload',
  'PUT object partNumber': 'UploadPart',
  'POST object uploadId': 'CompleteMultipartUpload',
  'DELETE object uploadId': 'AbortMultipartUpload',
  'GET object uploadId': 'ListParts',
}));

/** The operation that a request is for; of one that is not known, what it looks like. */
export function routeOf(method: string, { bucket, key }: Address, query: URLSearchParams, copies: boolean): string {
  const level = key !== undefined ? 'object' : bucket !== undefined ? 'bucket' : 'account';
  const part = SUBRESOURCES.find((name) => query.has(name));
  const route = `${method} ${level}${part === undefined ? '' : ` ${part}`}`;
  if (copies) return route === 'PUT object' ? 'CopyObject' : `${route} from another object`;
  return ROUTES.get(route) ?? route;
}
