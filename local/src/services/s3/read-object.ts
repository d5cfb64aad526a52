import { encryptionHeaders, type Objects, quoted, refuse, versionOf } from './objects';
import type { BucketState, ObjectVersion } from './state';
import { NotSupportedError, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/** An object as GetObject gives it; without its bytes, as HeadObject does. */
export function readObject(objects: Objects, bucket: BucketState, input: Input, withBytes: boolean): Output {
  refuse(input);
  if (input.IfNoneMatch !== undefined) throw new NotSupportedError('If-None-Match of GetObject and HeadObject');
  if (input.PartNumber !== undefined) throw new NotSupportedError('PartNumber of GetObject and HeadObject');
  const version = objects.find(bucket, String(input.Key), input.VersionId);
  const range = rangeOf(input.Range, version.size);
  const [first, end] = range ?? [0, version.size];
  return {
    ...withBytes && { Body: objects.bytes(version).subarray(first, end) },
    AcceptRanges: 'bytes',
    ContentLength: end - first,
    ...range && { ContentRange: `bytes ${first}-${end - 1}/${version.size}` },
    ...described(bucket, version),
    // A checksum is of the whole object.
    ...input.ChecksumMode === 'ENABLED' && !range && version.checksums,
  };
}

function described(bucket: BucketState, version: ObjectVersion): Output {
  return {
    ContentType: 'binary/octet-stream',
    ...version.headers,
    ETag: quoted(version.etag),
    LastModified: new Date(version.modifiedAt),
    Metadata: version.metadata,
    ...versionOf(bucket, version),
    ...encryptionHeaders(version),
  };
}

/** `bytes=0-9`, `bytes=5-`, `bytes=-3` as the first byte and the one after the last; what is no such range counts as none. */
function rangeOf(range: unknown, size: number): [first: number, end: number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(String(range ?? '')) ?? [];
  if (from === '' && to === '') return undefined;
  const [first, end] = from === '' ? [Math.max(0, size - Number(to)), size] : [Number(from), to === '' ? size : Math.min(Number(to) + 1, size)];
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first >= size) throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416);
  return [first, end];
}
