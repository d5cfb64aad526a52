import type { IncomingHttpHeaders } from 'node:http';
import { addressOf } from './address';
import { unchunked } from './aws-chunked';
import { malformed, parsedDocument } from './xml';
import type { HttpRequest } from '../../core/http-exchange';
import { ServiceError } from '../../core/service';
import { decodePathPart } from '../http-request';

/** Members that are in the query. */
const IN_QUERY: Readonly<Record<string, string>> = {
  'continuation-token': 'ContinuationToken',
  'delimiter': 'Delimiter',
  'encoding-type': 'EncodingType',
  'fetch-owner': 'FetchOwner',
  'key-marker': 'KeyMarker',
  'marker': 'Marker',
  'max-keys': 'MaxKeys',
  'max-parts': 'MaxParts',
  'part-number-marker': 'PartNumberMarker',
  'partNumber': 'PartNumber',
  'prefix': 'Prefix',
  'start-after': 'StartAfter',
  'uploadId': 'UploadId',
  'version-id-marker': 'VersionIdMarker',
  'versionId': 'VersionId',
};

/** Members that are in headers. */
const IN_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-language': 'ContentLanguage',
  'content-md5': 'ContentMD5',
  'content-type': 'ContentType',
  'expires': 'Expires',
  'if-match': 'IfMatch',
  'if-modified-since': 'IfModifiedSince',
  'if-none-match': 'IfNoneMatch',
  'if-unmodified-since': 'IfUnmodifiedSince',
  'range': 'Range',
  'x-amz-acl': 'ACL',
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-crc32c': 'ChecksumCRC32C',
  'x-amz-checksum-crc64nvme': 'ChecksumCRC64NVME',
  'x-amz-checksum-mode': 'ChecksumMode',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
  'x-amz-grant-full-control': 'GrantFullControl',
  'x-amz-grant-read': 'GrantRead',
  'x-amz-grant-read-acp': 'GrantReadACP',
  'x-amz-grant-write-acp': 'GrantWriteACP',
  'x-amz-metadata-directive': 'MetadataDirective',
  'x-amz-object-lock-legal-hold': 'ObjectLockLegalHoldStatus',
  'x-amz-object-lock-mode': 'ObjectLockMode',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-customer-algorithm': 'SSECustomerAlgorithm',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-tagging': 'Tagging',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
  'x-amz-write-offset-bytes': 'WriteOffsetBytes',
};

const METADATA = 'x-amz-meta-';

/** The members of a call's input that are in a request. */
export function inputOf(operation: string, request: HttpRequest): Record<string, unknown> {
  const { bucket, key } = addressOf(request.url);
  const { body, trailers } = bodyOf(request);
  return {
    ...bucket !== undefined && { Bucket: bucket },
    ...key !== undefined && { Key: key },
    ...fromQuery(request.url.searchParams),
    ...fromHeaders({ ...request.headers, ...trailers }),
    ...fromBody(operation, body),
    ...operation === 'CopyObject' && copySource(request.headers),
  };
}

function bodyOf({ headers, body }: HttpRequest): { body: Buffer; trailers: Readonly<Record<string, string>> } {
  const encoded = encodings(headers).includes('aws-chunked') || String(headers['x-amz-content-sha256']).startsWith('STREAMING-');
  if (!encoded) return { body, trailers: {} };
  const result = unchunked(body);
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== result.body.length) {
    throw new ServiceError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
  }
  return result;
}

function encodings(headers: IncomingHttpHeaders): string[] {
  return String(headers['content-encoding'] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}

function fromQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(Object.entries(IN_QUERY).flatMap(([name, member]) => {
    const value = query.get(name);
    return value === null ? [] : [[member, value]];
  }));
}

function fromHeaders(headers: IncomingHttpHeaders): Record<string, unknown> {
  const members = Object.entries(IN_HEADERS).flatMap(([name, member]) => {
    const value = headers[name];
    return typeof value === 'string' ? [[member, value]] : [];
  });
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(METADATA) && name !== `${METADATA}__proto__`)
    .map(([name, value]) => [name.slice(METADATA.length), String(value)]);
  // What only carries the request is no property of the object.
  const encoding = encodings(headers).filter((name) => name !== 'aws-chunked').join(',');
  return { ...Object.fromEntries(members), Metadata: Object.fromEntries(metadata), ...encoding !== '' && { ContentEncoding: encoding } };
}

function fromBody(operation: string, body: Buffer): Record<string, unknown> {
  switch (operation) {
    case 'PutObject':
    case 'UploadPart': return { Body: body };
    case 'PutBucketPolicy': return { Policy: body.toString() };
    case 'CreateBucket': return body.length === 0 ? {} : picked(parsedDocument(body, 'CreateBucketConfiguration'), ['LocationConstraint']);
    case 'DeleteObjects': {
      const { Object: objects, Quiet: quiet } = parsedDocument(body, 'Delete');
      return { Objects: entries(objects, ['Key', 'VersionId']), Quiet: quiet === 'true' };
    }
    case 'CompleteMultipartUpload': return { Parts: entries(parsedDocument(body, 'CompleteMultipartUpload').Part, ['PartNumber', 'ETag']) };
    default: return {};
  }
}

/** The members of each element of a list that matter; each is a text. */
function entries(list: unknown, names: readonly string[]): Array<Record<string, string>> {
  if (!Array.isArray(list)) return [];
  return list.map((entry) => {
    if (typeof entry !== 'object' || entry === null) throw malformed();
    return picked(entry as Record<string, unknown>, names);
  });
}

function picked(content: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Object.hasOwn(content, name) ? content[name] : undefined;
    if (value === undefined) return [];
    if (typeof value !== 'string') throw malformed();
    return [[name, value]];
  }));
}

/** `/bucket/key?versionId=…`, encoded. */
function copySource(headers: IncomingHttpHeaders): Record<string, string> {
  const [, bucket, key, version] = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/s.exec(decodePathPart(String(headers['x-amz-copy-source']))) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new ServiceError('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  }
  return { SourceBucket: bucket, SourceKey: key, ...version !== undefined && { SourceVersionId: version } };
}
