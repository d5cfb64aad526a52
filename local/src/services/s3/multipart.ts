import { checkedChecksums, md5 } from './checksums';
import type { ObjectFiles } from './object-files';
import { bytesOf, describedBy, encryptionHeaders, type Objects, quoted, versionOf } from './objects';
import { type BucketState, nextId, type Part, type Upload } from './state';
import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/** Every part but the last has at least so many bytes. */
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

/** Uploads of large objects in parts. */
export class Multipart {
  constructor(private readonly account: Account, private readonly files: ObjectFiles, private readonly objects: Objects) {}

  create(bucket: BucketState, input: Input): Output {
    const upload: Upload = {
      id: nextId(this.account), key: String(input.Key), begunAt: this.account.clock.now(), parts: {}, ...describedBy(bucket, input),
    };
    bucket.uploads[upload.id] = upload;
    return { Bucket: bucket.name, Key: upload.key, UploadId: upload.id, ...encryptionHeaders(upload) };
  }

  uploadPart(bucket: BucketState, input: Input): Output {
    const upload = uploadOf(bucket, input);
    const number = Number(input.PartNumber);
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
      throw new ServiceError('InvalidArgument', `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`);
    }
    const bytes = bytesOf(input.Body);
    const checksums = checkedChecksums(bytes, input);
    this.files.remove(upload.parts[number]?.file ?? '');
    const etag = md5(bytes).toString('hex');
    upload.parts[number] = { file: this.files.write(bytes), size: bytes.length, etag, modifiedAt: this.account.clock.now(), checksums };
    return { ETag: quoted(etag), ...checksums, ...encryptionHeaders(upload) };
  }

  complete(bucket: BucketState, input: Input): Output {
    const upload = uploadOf(bucket, input);
    const parts = wantedParts(upload, input.Parts);
    const bytes = Buffer.concat(parts.map(({ file }) => this.files.read(file)));
    const etag = `${md5(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')))).toString('hex')}-${parts.length}`;
    const { headers, metadata, encryption, key } = upload;
    const version = this.objects.add(bucket, key, { headers, metadata, encryption, bytes, etag, checksums: {} });
    this.forget(bucket, upload);
    return {
      Location: `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: quoted(etag),
      ...versionOf(bucket, version),
      ...encryptionHeaders(version),
    };
  }

  abort(bucket: BucketState, input: Input): Output {
    this.forget(bucket, uploadOf(bucket, input));
    return {};
  }

  listParts(bucket: BucketState, input: Input): Output {
    const upload = uploadOf(bucket, input);
    const after = Number(input.PartNumberMarker ?? 0);
    const most = Math.min(1000, Number(input.MaxParts ?? 1000));
    const parts = Object.entries(upload.parts).map(([number, part]) => ({ number: Number(number), part }))
      .filter(({ number }) => number > after).sort((one, other) => one.number - other.number);
    const page = parts.slice(0, most);
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: after,
      MaxParts: most,
      IsTruncated: parts.length > page.length,
      ...parts.length > page.length && { NextPartNumberMarker: page.at(-1)?.number },
      Parts: page.map(({ number, part }) => ({
        PartNumber: number, LastModified: new Date(part.modifiedAt), ETag: quoted(part.etag), Size: part.size, ...part.checksums,
      })),
    };
  }

  listUploads(bucket: BucketState, input: Input): Output {
    const prefix = String(input.Prefix ?? '');
    const uploads = Object.values(bucket.uploads).filter(({ key }) => key.startsWith(prefix));
    return {
      Bucket: bucket.name,
      Prefix: prefix,
      IsTruncated: false,
      Uploads: uploads.map(({ id, key, begunAt }) => ({ UploadId: id, Key: key, Initiated: new Date(begunAt), StorageClass: 'STANDARD' })),
    };
  }

  private forget(bucket: BucketState, upload: Upload): void {
    for (const { file } of Object.values(upload.parts)) this.files.remove(file);
    delete bucket.uploads[upload.id];
  }
}

function uploadOf(bucket: BucketState, { UploadId: id, Key: key }: Input): Upload {
  const upload = typeof id === 'string' && Object.hasOwn(bucket.uploads, id) ? bucket.uploads[id] : undefined;
  if (upload?.key === key && upload) return upload;
  throw new ServiceError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', 404);
}

/** The parts that make the object, as the caller lists them. */
function wantedParts(upload: Upload, listed: unknown): Part[] {
  const wanted = (Array.isArray(listed) ? listed : []) as Array<{ PartNumber?: unknown; ETag?: unknown }>;
  if (wanted.length === 0) {
    throw new ServiceError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  }
  const numbers = wanted.map(({ PartNumber }) => Number(PartNumber));
  if (numbers.some((number, index) => index > 0 && !(number > (numbers[index - 1] ?? 0)))) {
    throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.');
  }
  const parts = wanted.map(({ ETag }, index) => {
    const part = upload.parts[numbers[index] ?? 0];
    if (part && String(ETag).replaceAll('"', '') === part.etag) return part;
    throw new ServiceError('InvalidPart', 'One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part\'s entity tag.');
  });
  if (parts.slice(0, -1).some(({ size }) => size < SMALLEST_PART)) {
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}
