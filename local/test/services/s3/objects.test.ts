import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand, CreateBucketCommand, DeleteBucketCommand, DeleteObjectCommand, DeleteObjectsCommand, GetBucketEncryptionCommand,
  GetBucketLocationCommand, GetBucketVersioningCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListBucketsCommand,
  ListObjectsCommand, ListObjectsV2Command, ListObjectVersionsCommand, paginateListObjectsV2, PutObjectCommand, type S3Client,
} from '@aws-sdk/client-s3';
import { Served, START } from './served';
import { bucketNamed } from '../../../src/services/s3/state';

let served: Served;
let client: S3Client;
beforeEach(async () => {
  served = new Served();
  await served.listen();
  client = served.client();
});
afterEach(async () => {
  await served.close();
  served.account.defects.assertNone();
});

const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' } as const;

async function bucket(Bucket = 'things', versioned = false): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  if (versioned) bucketNamed(served.account, Bucket).versioning = 'Enabled';
}

async function put(...keys: string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: 'things', Key, Body: `content of ${Key}` }));
}

async function content(Key: string, rest: { Range?: string; VersionId?: string } = {}): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'things', Key, ...rest }));
  return Body?.transformToString();
}

const files = () => readdirSync(path.join(served.folder, 'objects'));

test('buckets come, are described and go', async () => {
  await bucket();
  await bucket('others');
  const { Buckets } = await client.send(new ListBucketsCommand());
  expect(Buckets).toEqual([
    { Name: 'others', CreationDate: new Date(START), BucketRegion: 'eu-central-1' }, { Name: 'things', CreationDate: new Date(START), BucketRegion: 'eu-central-1' },
  ]);
  expect(await client.send(new GetBucketLocationCommand({ Bucket: 'things' }))).toMatchObject({ LocationConstraint: 'eu-central-1' });
  expect(await client.send(new GetBucketEncryptionCommand({ Bucket: 'things' }))).toMatchObject({
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
  });
  expect((await client.send(new GetBucketVersioningCommand({ Bucket: 'things' }))).Status).toBeUndefined();
  await expect(client.send(new HeadBucketCommand({ Bucket: 'things' }))).resolves.toMatchObject({ BucketRegion: 'eu-central-1' });
  await client.send(new DeleteBucketCommand({ Bucket: 'others' }));
  await expect(client.send(new HeadBucketCommand({ Bucket: 'others' }))).rejects.toMatchObject({ name: 'NotFound' });
});

test.each([
  ['Things', 'InvalidBucketName'], ['a', 'InvalidBucketName'], ['192.168.1.1', 'InvalidBucketName'], ['a..b', 'InvalidBucketName'], ['xn--a', 'InvalidBucketName'],
  ['things', 'BucketAlreadyOwnedByYou'],
])('a bucket called %s is refused', async (Bucket, name) => {
  await bucket();
  await expect(client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))).rejects.toMatchObject({ name });
});

test('a bucket is made where its constraint says, and answers there only', async () => {
  await expect(client.send(new CreateBucketCommand({
    Bucket: 'things', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
  }))).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
  await bucket();
  await expect(served.client({ region: 'us-east-1' }).send(new ListObjectsV2Command({ Bucket: 'things' }))).rejects.toMatchObject({
    name: 'AuthorizationHeaderMalformed', Region: 'eu-central-1',
  });
});

test('an object is kept with all that was said of it', async () => {
  await bucket();
  const put1 = await client.send(new PutObjectCommand({
    Bucket: 'things', Key: 'a b/ä+&<.txt', Body: 'hello', ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { colour: 'red' },
  }));
  expect(put1).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"', ServerSideEncryption: 'AES256', ChecksumCRC32: 'NhCmhg==' });
  expect(put1.VersionId).toBeUndefined();
  const got = await client.send(new GetObjectCommand({ Bucket: 'things', Key: 'a b/ä+&<.txt' }));
  expect(got).toMatchObject({
    ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { colour: 'red' }, ContentLength: 5, LastModified: new Date(START), ChecksumCRC32: 'NhCmhg==',
  });
  expect(await got.Body?.transformToString()).toBe('hello');
  expect(await client.send(new HeadObjectCommand({ Bucket: 'things', Key: 'a b/ä+&<.txt' }))).toMatchObject({ ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' });
  expect((await client.send(new ListObjectsV2Command({ Bucket: 'things' }))).Contents).toMatchObject([{ Key: 'a b/ä+&<.txt', Size: 5 }]);
  expect((await client.send(new ListObjectsV2Command({ Bucket: 'things', EncodingType: 'url' }))).Contents).toMatchObject([{ Key: 'a%20b/%C3%A4%2B%26%3C.txt' }]);
});

test('bytes are any bytes', async () => {
  await bucket();
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index * 7 % 256);
  await client.send(new PutObjectCommand({ Bucket: 'things', Key: 'bytes', Body: bytes }));
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'things', Key: 'bytes' }));
  expect(Buffer.from(await Body?.transformToByteArray() ?? []).equals(bytes)).toBe(true);
});

test('a stream is sent in chunks with a checksum behind them', async () => {
  await bucket();
  const half = Buffer.alloc(40_000, 'x');
  const made = await client.send(new PutObjectCommand({ Bucket: 'things', Key: 'stream', Body: Readable.from([half, half]), ContentLength: 80_000 }));
  expect(made.ChecksumCRC32).toEqual(expect.any(String));
  const { ContentEncoding, ContentLength } = await client.send(new HeadObjectCommand({ Bucket: 'things', Key: 'stream' }));
  expect({ ContentEncoding, ContentLength }).toEqual({ ContentEncoding: undefined, ContentLength: 80_000 });
  expect(await content('stream')).toBe('x'.repeat(80_000));
});

// The values are the check values of the algorithms for this text.
test.each([
  ['ChecksumCRC32', 'y/Q5Jg=='], ['ChecksumCRC32C', '4waSgw=='], ['ChecksumCRC64NVME', 'rosUhgp5mIg='], ['ChecksumSHA1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
  ['ChecksumSHA256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU='], ['ContentMD5', 'JfnnlDI7RTiF9RgfG2JNCw=='],
])('%s is checked', async (member, value) => {
  await bucket();
  const command = (Body: string) => new PutObjectCommand({ Bucket: 'things', Key: 'checked', Body, [member]: value });
  await expect(client.send(command('123456789'))).resolves.toBeDefined();
  await expect(client.send(command('123456780'))).rejects.toMatchObject({ name: 'BadDigest' });
  expect(await content('checked')).toBe('123456789');
});

test('ranges of an object', async () => {
  await bucket();
  await put('a');
  expect(await content('a', { Range: 'bytes=0-2' })).toBe('con');
  expect(await content('a', { Range: 'bytes=-1' })).toBe('a');
  expect(await content('a', { Range: 'bytes=8-' })).toBe('of a');
  expect(await content('a', { Range: 'bytes=8-99999' })).toBe('of a');
  await expect(content('a', { Range: 'bytes=99-' })).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('listings have prefixes, delimiters and pages', async () => {
  await bucket();
  await put('b/2', 'a', 'b/1', 'c/x/y', 'B', '__proto__');
  const { Contents, CommonPrefixes } = await client.send(new ListObjectsV2Command({ Bucket: 'things', Delimiter: '/' }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['B', '__proto__', 'a']);
  expect(CommonPrefixes).toEqual([{ Prefix: 'b/' }, { Prefix: 'c/' }]);
  expect((await client.send(new ListObjectsV2Command({ Bucket: 'things', Prefix: 'b/', StartAfter: 'b/1' }))).Contents).toMatchObject([{ Key: 'b/2' }]);
  const pages: string[][] = [];
  for await (const { Contents: keys, CommonPrefixes: prefixes } of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket: 'things', Delimiter: '/' })) {
    pages.push([...keys?.map(({ Key }) => Key ?? '') ?? [], ...prefixes?.map(({ Prefix }) => Prefix ?? '') ?? []]);
  }
  expect(pages).toEqual([['B', '__proto__'], ['a', 'b/'], ['c/']]);
  expect(await client.send(new ListObjectsCommand({ Bucket: 'things', MaxKeys: 1, Marker: 'B' }))).toMatchObject({
    IsTruncated: true, NextMarker: '__proto__', Contents: [{ Key: '__proto__' }],
  });
  await expect(client.send(new ListObjectsV2Command({ Bucket: 'things', ContinuationToken: 'x' }))).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('deleted objects are gone, and their files with them', async () => {
  await bucket();
  await put('a', 'b', 'c');
  await put('a');
  expect(files()).toHaveLength(3);
  await client.send(new DeleteObjectCommand({ Bucket: 'things', Key: 'a' }));
  await expect(client.send(new DeleteObjectCommand({ Bucket: 'things', Key: 'nothing' }))).resolves.toBeDefined();
  await expect(content('a')).rejects.toMatchObject({ name: 'NoSuchKey', Key: 'a' });
  await expect(client.send(new HeadObjectCommand({ Bucket: 'things', Key: 'a' }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(client.send(new DeleteBucketCommand({ Bucket: 'things' }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'things', Delete: { Objects: [{ Key: 'b' }, { Key: 'c' }] } }));
  expect(Deleted).toEqual([{ Key: 'b' }, { Key: 'c' }]);
  expect(files()).toEqual([]);
  await client.send(new DeleteBucketCommand({ Bucket: 'things' }));
});

test('a bucket with versions keeps what is replaced and deleted', async () => {
  await bucket('things', true);
  const versions: Array<string | undefined> = [];
  for (const Body of ['one', 'two']) versions.push((await client.send(new PutObjectCommand({ Bucket: 'things', Key: 'a', Body }))).VersionId);
  expect(await content('a')).toBe('two');
  expect(await content('a', { VersionId: versions[0] })).toBe('one');
  const { VersionId: marker, DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket: 'things', Key: 'a' }));
  expect(DeleteMarker).toBe(true);
  await expect(content('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect((await client.send(new ListObjectsV2Command({ Bucket: 'things' }))).KeyCount).toBe(0);
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket: 'things' }));
  expect(listed.Versions).toMatchObject([{ VersionId: versions[1], IsLatest: false }, { VersionId: versions[0], IsLatest: false }]);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker, IsLatest: true }]);
  const first = await client.send(new ListObjectVersionsCommand({ Bucket: 'things', MaxKeys: 2 }));
  expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a', NextVersionIdMarker: versions[1] });
  const rest = await client.send(new ListObjectVersionsCommand({ Bucket: 'things', KeyMarker: 'a', VersionIdMarker: versions[1] }));
  expect(rest.Versions).toMatchObject([{ VersionId: versions[0] }]);
  await expect(client.send(new DeleteBucketCommand({ Bucket: 'things' }))).rejects.toMatchObject({
    name: 'BucketNotEmpty', message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
  });
  await client.send(new DeleteObjectCommand({ Bucket: 'things', Key: 'a', VersionId: marker }));
  expect(await content('a')).toBe('two');
  await client.send(new DeleteObjectsCommand({ Bucket: 'things', Delete: { Objects: versions.map((VersionId) => ({ Key: 'a', VersionId })), Quiet: true } }));
  await client.send(new DeleteBucketCommand({ Bucket: 'things' }));
  expect(files()).toEqual([]);
});

test('a copy has the content, and the metadata or others', async () => {
  await bucket();
  await client.send(new PutObjectCommand({ Bucket: 'things', Key: 'ä/1', Body: 'x', Metadata: { a: '1' } }));
  const CopySource = `things/${encodeURIComponent('ä/1')}`;
  await client.send(new CopyObjectCommand({ Bucket: 'things', Key: 'copy', CopySource }));
  await client.send(new CopyObjectCommand({ Bucket: 'things', Key: 'other', CopySource, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }));
  expect(await content('copy')).toBe('x');
  expect((await client.send(new HeadObjectCommand({ Bucket: 'things', Key: 'copy' }))).Metadata).toEqual({ a: '1' });
  expect((await client.send(new HeadObjectCommand({ Bucket: 'things', Key: 'other' }))).Metadata).toEqual({ b: '2' });
  await expect(client.send(new CopyObjectCommand({ Bucket: 'things', Key: 'ä/1', CopySource }))).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('an object is put only if there is none', async () => {
  await bucket();
  const command = () => client.send(new PutObjectCommand({ Bucket: 'things', Key: 'once', Body: 'x', IfNoneMatch: '*' }));
  await command();
  await expect(command()).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
});
