import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, GetObjectCommand, ListMultipartUploadsCommand,
  ListPartsCommand, type S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { REGION, Served } from './served';
import { createBucket } from '../../../src/services/s3/buckets';

let served: Served;
let client: S3Client;
beforeEach(async () => {
  served = new Served();
  await served.listen();
  createBucket(served.account, REGION, 'things');
  client = served.client();
});
afterEach(async () => {
  await served.close();
  served.account.defects.assertNone();
});

const MIB = 1024 * 1024;
const OBJECT = { Bucket: 'things', Key: 'large' };

async function begin(...sizes: number[]): Promise<{ UploadId: string; Parts: Array<{ PartNumber: number; ETag?: string }> }> {
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ ...OBJECT, Metadata: { a: '1' } }));
  const Parts = await Promise.all(sizes.map(async (size, index) => {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...OBJECT, UploadId, PartNumber, Body: Buffer.alloc(size, 97 + index) }));
    return { PartNumber, ETag };
  }));
  return { UploadId, Parts };
}

function complete(UploadId: string, Parts: Array<{ PartNumber: number; ETag?: string }>) {
  return client.send(new CompleteMultipartUploadCommand({ ...OBJECT, UploadId, MultipartUpload: { Parts } }));
}

test('the SDK uploads what is large in parts', async () => {
  const bytes = Buffer.alloc(11 * MIB, 'abcdefg');
  const { ETag } = await new Upload({ client, params: { ...OBJECT, Body: bytes } }).done();
  expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
  const { Body } = await client.send(new GetObjectCommand(OBJECT));
  expect(Buffer.from(await Body?.transformToByteArray() ?? []).equals(bytes)).toBe(true);
  expect(readdirSync(path.join(served.folder, 'objects'))).toHaveLength(1);
});

test('parts are listed until they become an object', async () => {
  const { UploadId, Parts } = await begin(5 * MIB, 3);
  const { Parts: listed } = await client.send(new ListPartsCommand({ ...OBJECT, UploadId }));
  expect(listed).toMatchObject([{ PartNumber: 1, Size: 5 * MIB }, { PartNumber: 2, Size: 3 }]);
  expect(await client.send(new ListPartsCommand({ ...OBJECT, UploadId, MaxParts: 1 }))).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '1' });
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket: 'things' }))).Uploads).toMatchObject([{ UploadId, Key: 'large' }]);
  await expect(client.send(new GetObjectCommand(OBJECT))).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(await complete(UploadId, Parts)).toMatchObject({ Bucket: 'things', Key: 'large' });
  expect((await client.send(new GetObjectCommand({ ...OBJECT, Range: `bytes=${5 * MIB - 1}-` }))).ContentLength).toBe(4);
  expect((await client.send(new GetObjectCommand(OBJECT))).Metadata).toEqual({ a: '1' });
  await expect(client.send(new ListPartsCommand({ ...OBJECT, UploadId }))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('what does not fit together is refused', async () => {
  const { UploadId, Parts: [first, second] } = await begin(3, 4);
  await expect(complete(UploadId, [second!, first!])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete(UploadId, [first!, { PartNumber: 2, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete(UploadId, [first!, second!])).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete(UploadId, [])).rejects.toMatchObject({ name: 'MalformedXML' });
  await expect(complete('toString', [first!])).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an upload that is given up leaves nothing', async () => {
  const { UploadId } = await begin(3);
  await client.send(new AbortMultipartUploadCommand({ ...OBJECT, UploadId }));
  expect(readdirSync(path.join(served.folder, 'objects'))).toEqual([]);
  await expect(client.send(new AbortMultipartUploadCommand({ ...OBJECT, UploadId }))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});
