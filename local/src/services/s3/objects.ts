import { checkedChecksums, md5 } from './checksums';
import type { ObjectFiles } from './object-files';
import { type BucketState, nextId, type ObjectHeaders, type ObjectVersion, recordKey, versionsOf } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError, ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

const LONGEST_KEY = 1024;
/** Kept with the object and given back as they are. */
const KEPT = ['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType', 'Expires'];
/** Inputs that would make S3 do something else than what is done here. */
const REFUSED = [
  'GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP', 'IfMatch', 'IfModifiedSince', 'IfUnmodifiedSince', 'ObjectLockLegalHoldStatus',
  'ObjectLockMode', 'SSECustomerAlgorithm', 'Tagging', 'WebsiteRedirectLocation', 'WriteOffsetBytes',
];
const OWNERS_ONLY = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];

/** What a caller says of a new object besides its bytes. */
export interface Description {
  readonly headers: ObjectHeaders;
  readonly metadata: Record<string, string>;
  readonly encryption: ObjectVersion['encryption'];
}

export interface NewObject extends Description, Pick<ObjectVersion, 'etag' | 'checksums'> {
  readonly bytes: Uint8Array;
}

export function describedBy(bucket: BucketState, input: Input): Description {
  refuse(input);
  if (Buffer.byteLength(String(input.Key)) > LONGEST_KEY) throw new ServiceError('KeyTooLongError', 'Your key is too long');
  const { ACL: acl, StorageClass: storageClass } = input;
  if (acl !== undefined && !OWNERS_ONLY.includes(String(acl))) throw new NotSupportedError(`the ACL '${String(acl)}' of an object`);
  if (storageClass !== undefined && storageClass !== 'STANDARD') throw new NotSupportedError(`the storage class '${String(storageClass)}'`);
  return {
    headers: Object.fromEntries(KEPT.flatMap((name) => typeof input[name] === 'string' ? [[name, input[name]]] : [])),
    metadata: { ...(typeof input.Metadata === 'object' ? input.Metadata as Record<string, string> : {}) },
    encryption: encryptionOf(bucket, input),
  };
}

export function refuse(input: Input): void {
  const [refused] = REFUSED.filter((name) => input[name] !== undefined);
  if (refused) throw new NotSupportedError(`${refused} of an object in S3`);
}

/** As asked for, or as the bucket says; S3 encrypts every object. */
function encryptionOf(bucket: BucketState, input: Input): ObjectVersion['encryption'] {
  if (typeof input.ServerSideEncryption === 'string') {
    return { algorithm: input.ServerSideEncryption, ...typeof input.SSEKMSKeyId === 'string' && { keyId: input.SSEKMSKeyId } };
  }
  const rules = bucket.encryption?.Rules as EncryptionRule[] | undefined;
  const { SSEAlgorithm: algorithm = 'AES256', KMSMasterKeyID: keyId } = rules?.[0]?.ApplyServerSideEncryptionByDefault ?? {};
  return { algorithm, ...keyId !== undefined && { keyId } };
}

interface EncryptionRule {
  readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
}

/** What a marker of a deletion has. */
const NO_CONTENT = { file: '', size: 0, etag: '', headers: {}, metadata: {}, checksums: {}, encryption: { algorithm: 'AES256' } };

/** Reads and writes the objects of buckets. */
export class Objects {
  constructor(private readonly account: Account, private readonly files: ObjectFiles) {}

  put(bucket: BucketState, input: Input): Output {
    const key = String(input.Key);
    const description = describedBy(bucket, input);
    const bytes = bytesOf(input.Body);
    const checksums = checkedChecksums(bytes, input);
    const { IfNoneMatch: ifNoneMatch } = input;
    if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw new NotSupportedError(`If-None-Match: ${String(ifNoneMatch)} of PutObject`);
    if (ifNoneMatch === '*' && this.current(bucket, key)) {
      throw new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, { Condition: 'If-None-Match' });
    }
    const version = this.add(bucket, key, { ...description, bytes, etag: md5(bytes).toString('hex'), checksums });
    return { ETag: quoted(version.etag), ...checksums, ...versionOf(bucket, version), ...encryptionHeaders(version) };
  }

  add(bucket: BucketState, key: string, { bytes, ...rest }: NewObject): ObjectVersion {
    const version: ObjectVersion = {
      versionId: bucket.versioning === 'Enabled' ? nextId(this.account) : 'null',
      modifiedAt: this.account.clock.now(),
      file: this.files.write(bytes),
      size: bytes.length,
      ...rest,
    };
    this.append(bucket, key, version);
    return version;
  }

  /** The object as it is now; nothing if there is none. */
  current(bucket: BucketState, key: string): ObjectVersion | undefined {
    const newest = versionsOf(bucket, key).at(-1);
    return newest?.deleted ? undefined : newest;
  }

  /** The object, or the version of it that is asked for. */
  find(bucket: BucketState, key: string, versionId: unknown): ObjectVersion {
    if (versionId === undefined) {
      const newest = versionsOf(bucket, key).at(-1);
      if (newest && !newest.deleted) return newest;
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key, ...newest && { DeleteMarker: 'true' } });
    }
    const version = versionsOf(bucket, key).find((candidate) => candidate.versionId === versionId);
    if (!version) throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId });
    if (version.deleted) throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
    return version;
  }

  bytes(version: ObjectVersion): Buffer {
    return this.files.read(version.file);
  }

  /** Where the bytes lie on this machine. */
  pathOf(version: ObjectVersion): string {
    return this.files.pathOf(version.file);
  }

  delete(bucket: BucketState, key: string, versionId: unknown): Output {
    if (versionId !== undefined) {
      const version = versionsOf(bucket, key).find((candidate) => candidate.versionId === versionId);
      if (version) this.drop(bucket, key, version);
      return { VersionId: versionId, ...version?.deleted && { DeleteMarker: true } };
    }
    if (bucket.versioning === undefined) {
      for (const version of versionsOf(bucket, key)) this.drop(bucket, key, version);
      return {};
    }
    const marker: ObjectVersion = {
      versionId: bucket.versioning === 'Enabled' ? nextId(this.account) : 'null',
      modifiedAt: this.account.clock.now(),
      deleted: true,
      ...NO_CONTENT,
    };
    this.append(bucket, key, marker);
    return { DeleteMarker: true, VersionId: marker.versionId };
  }

  /** The new version is the current one; one with the same id, which is `null`, makes room for it. */
  private append(bucket: BucketState, key: string, version: ObjectVersion): void {
    const same = versionsOf(bucket, key).find(({ versionId }) => versionId === version.versionId);
    if (same) this.drop(bucket, key, same);
    (bucket.objects[recordKey(key)] ??= []).push(version);
  }

  private drop(bucket: BucketState, key: string, version: ObjectVersion): void {
    const rest = versionsOf(bucket, key).filter((other) => other !== version);
    if (rest.length > 0) bucket.objects[recordKey(key)] = rest;
    else delete bucket.objects[recordKey(key)];
    this.files.remove(version.file);
  }
}

export function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : '');
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** A bucket that never had versions says nothing of them. */
export function versionOf(bucket: BucketState, { versionId }: ObjectVersion): Output {
  return bucket.versioning === undefined ? {} : { VersionId: versionId };
}

export function encryptionHeaders({ encryption: { algorithm, keyId } }: Pick<ObjectVersion, 'encryption'>): Output {
  return { ServerSideEncryption: algorithm, ...keyId !== undefined && { SSEKMSKeyId: keyId } };
}
