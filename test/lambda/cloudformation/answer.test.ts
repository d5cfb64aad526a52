import { answerBody, MAX_ANSWER_BYTES } from '../../../lambda/cloudformation/answer';
import { Stage } from '../support/stage';

const event = new Stage().event('Create', {});

test('a success carries the attributes', () => {
  expect(JSON.parse(answerBody(event, { status: 'SUCCESS', physicalId: 'snap', attributes: { State: 'available' } }))).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'snap',
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: 'Release',
    Data: { State: 'available' },
  });
});

test.each(['a', 'ä', '雪', '💾', '"', '\n', '\u0001', '\ud800'])('a reason of many %j is cut by bytes, between characters', (character) => {
  const body = answerBody(event, { status: 'FAILED', physicalId: 'snap', reason: `Lightsail said: ${character.repeat(5000)}` });
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_ANSWER_BYTES);
  expect(Buffer.byteLength(body)).toBeGreaterThan(MAX_ANSWER_BYTES - 16);
  expect(body).not.toContain('�');
  const { Reason } = JSON.parse(body) as { Reason: string };
  expect(Reason).toMatch(/^Lightsail said: .*cut; the whole text is in the log/s);
});

test('a reason that fits is left as it is', () => {
  expect(JSON.parse(answerBody(event, { status: 'FAILED', physicalId: 'snap', reason: 'Nein.' }))).toMatchObject({ Reason: 'Nein.', Status: 'FAILED' });
});

test('attributes that do not fit fail by a text of ours', () => {
  const body = answerBody(event, { status: 'SUCCESS', physicalId: 'snap', attributes: { Name: 'x'.repeat(5000) } });
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_ANSWER_BYTES);
  expect(JSON.parse(body)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/4096.*shorter names/) });
});
