import type { Account } from '../../core/account';
import type { JsonObject } from '../../core/json';
import { ServiceError } from '../../core/service';

/** S3's section of the account's state. The bytes of objects are in files: see `ObjectFiles`. */
export interface S3State {
  buckets: Record<string, BucketState>;
  /** Numbers versions and uploads. */
  next: number;
}

export interface BucketState {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  /** Nobody has made it: it only holds what was published for a deployment. */
  unlisted?: true;
  /** Absent: it was never switched on. */
  versioning?: 'Enabled' | 'Suspended';
  encryption?: JsonObject;
  publicAccessBlock?: JsonObject;
  ownership?: JsonObject;
  lifecycle?: JsonObject;
  tags: Record<string, string>;
  policy?: unknown;
  /** By `recordKey`; of each key every version, the newest last. */
  objects: Record<string, ObjectVersion[]>;
  uploads: Record<string, Upload>;
}

/** What callers said of an object, in the names of the API. */
export type ObjectHeaders = Record<string, string>;

export interface ObjectVersion {
  /** `null` in a bucket without versions. */
  readonly versionId: string;
  readonly modifiedAt: number;
  /** The object was deleted at this moment; there are no bytes. */
  readonly deleted?: true;
  /** The file of the bytes. */
  readonly file: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly headers: ObjectHeaders;
  readonly metadata: Record<string, string>;
  readonly checksums: Record<string, string>;
  readonly encryption: { readonly algorithm: string; readonly keyId?: string };
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly begunAt: number;
  readonly headers: ObjectHeaders;
  readonly metadata: Record<string, string>;
  readonly encryption: ObjectVersion['encryption'];
  /** By number. */
  readonly parts: Record<string, Part>;
}

export interface Part {
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: number;
  readonly checksums: Record<string, string>;
}

export function s3State(account: Account): S3State {
  return account.section<S3State>('s3', () => ({ buckets: {}, next: 1 }));
}

/** The record's key for an object's key: with the slash none is a name that every object has, such as `__proto__`. */
export function recordKey(key: string): string {
  return `/${key}`;
}

export function findBucket(account: Account, name: string): BucketState | undefined {
  const { buckets } = s3State(account);
  return Object.hasOwn(buckets, name) ? buckets[name] : undefined;
}

export function bucketNamed(account: Account, name: string): BucketState {
  const bucket = findBucket(account, name);
  if (!bucket) throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  return bucket;
}

export function versionsOf(bucket: BucketState, key: string): ObjectVersion[] {
  return bucket.objects[recordKey(key)] ?? [];
}

/** A version id or an upload's id: unpredictable for callers, the same in every run. */
export function nextId(account: Account): string {
  const number = s3State(account).next++;
  return Buffer.from(`local-${String(number).padStart(18, '0')}`).toString('base64url');
}
