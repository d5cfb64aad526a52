import { quoted } from './objects';
import type { BucketState, ObjectVersion } from './state';
import { ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

const LARGEST_PAGE = 1000;

/** Something in the order of a listing: an object, or a prefix that stands for several. */
type Entry<T> = { readonly name: string } & ({ readonly item: T } | { readonly prefix: true });

/** The objects of a bucket, in pages. */
export function listObjectsV2(bucket: BucketState, input: Input): Output {
  const token = input.ContinuationToken;
  const after = token === undefined ? text(input.StartAfter) : decodedToken(token);
  const { entries, truncated, shape } = page(currentObjects(bucket), input, after);
  const last = entries.at(-1)?.name;
  return {
    ...shape,
    Name: bucket.name,
    IsTruncated: truncated,
    KeyCount: entries.length,
    ...token !== undefined && { ContinuationToken: token },
    ...truncated && last !== undefined && { NextContinuationToken: Buffer.from(last).toString('base64') },
    ...token === undefined && input.StartAfter !== undefined && { StartAfter: input.StartAfter },
  };
}

/** As clients asked for it at first. */
export function listObjects(bucket: BucketState, input: Input): Output {
  const { entries, truncated, shape } = page(currentObjects(bucket), input, text(input.Marker));
  return {
    ...shape, Name: bucket.name, Marker: text(input.Marker), IsTruncated: truncated, ...truncated && { NextMarker: entries.at(-1)?.name },
  };
}

/** Every version of every object, of each the newest first. */
export function listObjectVersions(bucket: BucketState, input: Input): Output {
  const prefix = text(input.Prefix);
  const limit = pageSize(input.MaxKeys);
  const all = sortedKeys(bucket).filter((key) => key.startsWith(prefix)).flatMap((key) =>
    [...versionsAt(bucket, key)].reverse().map((version, index) => ({ key, version, latest: index === 0 })));
  const { KeyMarker: keyMarker, VersionIdMarker: versionMarker } = input;
  const marked = all.findIndex(({ key, version }) => key === keyMarker && version.versionId === versionMarker);
  const rest = marked >= 0 ? all.slice(marked + 1) : all.filter(({ key }) => keyMarker === undefined || compare(key, text(keyMarker)) > 0);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    Name: bucket.name,
    Prefix: prefix,
    MaxKeys: limit,
    IsTruncated: rest.length > shown.length,
    ...keyMarker !== undefined && { KeyMarker: keyMarker },
    ...rest.length > shown.length && last && { NextKeyMarker: last.key, NextVersionIdMarker: last.version.versionId },
    Versions: shown.filter(({ version }) => !version.deleted).map(({ key, version, latest }) => ({
      ...summary(key, version), VersionId: version.versionId, IsLatest: latest,
    })),
    DeleteMarkers: shown.filter(({ version }) => version.deleted).map(({ key, version, latest }) => ({
      Key: key, VersionId: version.versionId, IsLatest: latest, LastModified: new Date(version.modifiedAt),
    })),
  };
}

/** The keys in a bucket that have any version. */
export function sortedKeys(bucket: BucketState): string[] {
  return Object.keys(bucket.objects).map((key) => key.slice(1)).sort(compare);
}

function versionsAt(bucket: BucketState, key: string): ObjectVersion[] {
  return bucket.objects[`/${key}`] ?? [];
}

function currentObjects(bucket: BucketState): Array<{ name: string; item: ObjectVersion }> {
  return sortedKeys(bucket).flatMap((name) => {
    const item = versionsAt(bucket, name).at(-1);
    return item && !item.deleted ? [{ name, item }] : [];
  });
}

function page(objects: Array<{ name: string; item: ObjectVersion }>, input: Input, after: string) {
  const prefix = text(input.Prefix);
  const delimiter = text(input.Delimiter);
  const limit = pageSize(input.MaxKeys);
  const entries: Array<Entry<ObjectVersion>> = [];
  for (const { name, item } of objects) {
    if (!name.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
    const entry: Entry<ObjectVersion> = cut < 0 ? { name, item } : { name: name.slice(0, cut + delimiter.length), prefix: true };
    if (after !== '' && compare(entry.name, after) <= 0) continue;
    if ('prefix' in entry && entries.at(-1)?.name === entry.name) continue;
    entries.push(entry);
    if (entries.length > limit) break;
  }
  const shown = entries.slice(0, limit);
  return {
    entries: shown,
    truncated: entries.length > shown.length && limit > 0,
    shape: {
      Prefix: prefix,
      MaxKeys: limit,
      ...delimiter !== '' && { Delimiter: delimiter },
      Contents: shown.flatMap((entry) => 'item' in entry ? [summary(entry.name, entry.item)] : []),
      CommonPrefixes: shown.flatMap((entry) => 'prefix' in entry ? [{ Prefix: entry.name }] : []),
    },
  };
}

function summary(key: string, version: ObjectVersion): Output {
  return { Key: key, LastModified: new Date(version.modifiedAt), ETag: quoted(version.etag), Size: version.size, StorageClass: 'STANDARD' };
}

/** S3 sorts keys by their bytes. */
function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function decodedToken(token: unknown): string {
  const decoded = Buffer.from(text(token), 'base64').toString();
  if (decoded !== '' && Buffer.from(decoded).toString('base64') === token) return decoded;
  throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
}

function pageSize(given: unknown): number {
  if (given === undefined) return LARGEST_PAGE;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 0) throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(size, LARGEST_PAGE);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
