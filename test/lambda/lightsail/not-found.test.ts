import { AwsError } from '../../../lambda/aws/aws-error';
import { unlessGone, unlessInvalid, unlessNotFound } from '../../../lambda/lightsail/not-found';

const notFound = new AwsError('NotFoundException', 'The Disk does not exist: x', 404);
const denied = new AwsError('AccessDeniedException', 'not authorized', 403);
const throttled = new AwsError('ThrottlingException', 'Rate exceeded', 400);
const invalid = new AwsError('InvalidInputException', 'Not a name', 400);
const fails = async (error: Error): Promise<string> => Promise.reject(error);

test('only what Lightsail does not have is not there: what may not be read, or not now, may be', async () => {
  expect(await unlessNotFound(fails(notFound))).toBeUndefined();
  await expect(unlessNotFound(fails(denied))).rejects.toBe(denied);
  await expect(unlessNotFound(fails(throttled))).rejects.toBe(throttled);
});

test('a deletion that is denied is done only if what it deletes is gone', async () => {
  expect(await unlessGone(fails(denied), async () => undefined)).toBeUndefined();
  await expect(unlessGone(fails(denied), async () => 'still there')).rejects.toBe(denied);
  expect(await unlessGone(fails(notFound), async () => 'not asked')).toBeUndefined();
  await expect(unlessGone(fails(throttled), async () => undefined)).rejects.toBe(throttled);
});

test('what is no name is the name of nothing', async () => {
  expect(await unlessInvalid(fails(invalid))).toBeUndefined();
  await expect(unlessInvalid(fails(denied))).rejects.toBe(denied);
});
