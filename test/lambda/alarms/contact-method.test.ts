import { call, contactEvent, contactMethods, created, type Values } from './alarm-events';
import type { Answer } from '../support/stage';
import { REGION, STACK_ID, Stage } from '../support/stage';

const OTHER = { Endpoint: 'dev@example.com' };
const WAIT = { WaitForVerification: 'true', TimeoutSeconds: '1800' };
const MINUTE = 60_000;

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  stage.resources.set('OnCall', { status: 'CREATE_IN_PROGRESS' });
});

async function update(from: Values, to: Values, PhysicalResourceId = 'Email'): Promise<Answer | undefined> {
  stage.stack = 'UPDATE_IN_PROGRESS';
  stage.resources.set('OnCall', { status: 'UPDATE_IN_PROGRESS', physicalId: PhysicalResourceId });
  const old = contactEvent(stage, 'Update', from).ResourceProperties;
  return stage.send(contactEvent(stage, 'Update', to, { PhysicalResourceId, OldResourceProperties: old }));
}

async function remove(change: Values = {}, more = {}): Promise<Answer | undefined> {
  return stage.send(contactEvent(stage, 'Delete', change, { PhysicalResourceId: 'Email', ...more }));
}

const verifications = () => stage.lightsail.monitoring.messages(REGION).filter(({ type }) => type === 'verification').length;

async function foreign(endpoint = 'ops@example.com'): Promise<string> {
  await call(stage, 'CreateContactMethod', { protocol: 'Email', contactEndpoint: endpoint, tags: [{ key: 'owner', value: 'somebody' }] });
  return JSON.stringify(await contactMethods(stage));
}

test('is made at once, by one invocation', async () => {
  expect(await stage.send(contactEvent(stage, 'Create', { Tags: [{ Key: 'team', Value: 'shop' }] }))).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'Email',
    Data: { Protocol: 'Email', Endpoint: 'ops@example.com', Status: 'PendingVerification', ContactMethodArn: expect.stringMatching(/ContactMethod\/Email$/) as string },
  });
  expect([stage.invocations, stage.waiting]).toEqual([1, 0]);
  expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'ops@example.com', tags: expect.arrayContaining([{ key: 'team', value: 'shop' }]) as unknown }]);
});

describe('one that is there already', () => {
  test('with the same endpoint is used, and never touched', async () => {
    const before = await foreign();
    expect(await stage.send(contactEvent(stage, 'Create', { Tags: [{ Key: 'team', Value: 'shop' }] }))).toMatchObject({ Status: 'SUCCESS' });
    expect(await update({}, { Tags: [{ Key: 'team', Value: 'web' }] })).toMatchObject({ Status: 'SUCCESS' });
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
    expect(JSON.stringify(await contactMethods(stage))).toBe(before);
  });

  test('with another endpoint is an error that says which; it survives the rollback', async () => {
    const before = await foreign('boss@example.com');
    const answer = await stage.send(contactEvent(stage, 'Create'));
    expect(answer).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/contact method for Email is 'boss@example\.com', and was not made by this resource; it was left as it is/) as string,
    });
    await remove({}, { PhysicalResourceId: answer?.PhysicalResourceId });
    await remove();
    expect(JSON.stringify(await contactMethods(stage))).toBe(before);
  });

  test('cannot be changed to another endpoint by us', async () => {
    const before = await foreign();
    await created(stage, contactEvent(stage, 'Create'));
    expect(await update({}, OTHER)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Email', Reason: expect.stringMatching(/'ops@example\.com'/) as string });
    expect(await update(OTHER, {})).toMatchObject({ Status: 'SUCCESS' });
    expect(JSON.stringify(await contactMethods(stage))).toBe(before);
  });

  test('of another stack survives the deletion of this one', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    const before = JSON.stringify(await contactMethods(stage));
    const StackId = STACK_ID.replace('shop', 'shop-2');
    expect(await stage.send(contactEvent(stage, 'Create', {}, { StackId }))).toMatchObject({ Status: 'SUCCESS' });
    await remove({}, { StackId });
    expect(JSON.stringify(await contactMethods(stage))).toBe(before);
  });

  test('that nobody verified in time gets another message', async () => {
    await foreign();
    await stage.advanceTo(stage.account.clock.now() + 25 * 60 * MINUTE);
    expect(await contactMethods(stage)).toMatchObject([{ status: 'Invalid' }]);
    await created(stage, contactEvent(stage, 'Create'));
    expect(await contactMethods(stage)).toMatchObject([{ status: 'PendingVerification', tags: [{ key: 'owner', value: 'somebody' }] }]);
    expect(verifications()).toBe(2);
  });
});

describe('changes', () => {
  test('of the address happen in place', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    expect(await update({}, OTHER)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Email', Data: { Endpoint: 'dev@example.com' } });
    expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'dev@example.com' }]);
    await remove(OTHER);
    expect(await contactMethods(stage)).toEqual([]);
  });

  test('are rolled back', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    await update({}, OTHER);
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await update(OTHER, {})).toMatchObject({ Status: 'SUCCESS' });
    expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'ops@example.com' }]);
  });

  test.each(['CreateContactMethod', 'DeleteContactMethod', 'GetContactMethods'])('go on where the answer to %s was lost', async (operation) => {
    await created(stage, contactEvent(stage, 'Create'));
    stage.account.faults.inject({ service: 'lightsail', operation, effect: { type: 'lose-answer' }, times: 1 });
    expect(await update({}, OTHER)).toMatchObject({ Status: 'SUCCESS' });
    expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'dev@example.com' }]);
  });

  test('of the tags leave the verification alone', async () => {
    await created(stage, contactEvent(stage, 'Create', { Tags: [{ Key: 'a', Value: '1' }] }));
    stage.lightsail.monitoring.verify(REGION);
    await update({ Tags: [{ Key: 'a', Value: '1' }] }, { Tags: [{ Key: 'b', Value: '2' }] });
    const [{ status, tags }] = await contactMethods(stage);
    expect(status).toBe('Valid');
    expect((tags as Array<{ key: string }>).map(({ key }) => key).filter((key) => !key.startsWith('cdk-lightsail:'))).toEqual(['b']);
  });

  test('to a protocol that the region does not have fail, and leave what is there', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    const sms = { Protocol: 'SMS', Endpoint: '+4915112345678' };
    expect(await update({}, sms)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'Email', Reason: expect.stringMatching(/not supported in eu-central-1/) as string });
    expect(await contactMethods(stage)).toMatchObject([{ protocol: 'Email' }]);
  });
});

describe('a contact method that an earlier deployment made, and a removal policy kept', () => {
  beforeEach(async () => {
    await created(stage, contactEvent(stage, 'Create'));
    stage.resources.delete('OnCall');
    stage.stack = 'UPDATE_IN_PROGRESS';
  });

  test('is used, and is the stack\'s no more: a rollback does not delete it', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await remove();
    expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'ops@example.com' }]);
  });

  test('is not removed for another address', async () => {
    const answer = await stage.send(contactEvent(stage, 'Create', { Endpoint: 'dev@example.com' }));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is 'ops@example\.com', and was not made by this/) as string });
    expect(await contactMethods(stage)).toMatchObject([{ contactEndpoint: 'ops@example.com' }]);
  });
});

test('the rollback of another protocol finds the contact method that was to be replaced, and keeps it as the stack\'s own', async () => {
  await created(stage, contactEvent(stage, 'Create'));
  stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
  stage.resources.set('OnCall', { status: 'UPDATE_IN_PROGRESS', physicalId: 'SMS' });
  expect(await stage.send(contactEvent(stage, 'Update', {}, { PhysicalResourceId: 'SMS' }))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'Email' });
  await remove();
  expect(await contactMethods(stage)).toEqual([]);
});

describe('what goes wrong', () => {
  test('a lost answer, and the same event twice', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'CreateContactMethod', effect: { type: 'lose-answer' }, times: 1 });
    const event = contactEvent(stage, 'Create');
    await stage.invoke(event);
    await stage.invoke(event);
    await stage.settle();
    expect(new Set(stage.answers.map(({ Status }) => Status))).toEqual(new Set(['SUCCESS']));
    expect(await contactMethods(stage)).toHaveLength(1);
    expect(verifications()).toBe(1);
  });

  test('a Delete of what is gone, and of a creation that never answered', async () => {
    await created(stage, contactEvent(stage, 'Create'));
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    expect(await remove({}, { PhysicalResourceId: 'shop-OnCall-aBcDeFgHiJkL' })).toMatchObject({ Status: 'SUCCESS' });
    expect(await contactMethods(stage)).toEqual([]);
    expect(await remove()).toMatchObject({ Status: 'SUCCESS' });
  });

  test('an old event does not delete what the stack has in use', async () => {
    const event = contactEvent(stage, 'Delete', {}, { PhysicalResourceId: 'Email' });
    await stage.advanceTo(stage.account.clock.now() + MINUTE);
    await created(stage, contactEvent(stage, 'Create'));
    expect(await stage.send(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/no longer waiting for this Delete/) as string });
    expect(await contactMethods(stage)).toHaveLength(1);
  });

  test('nor does it though CloudFormation says nothing', async () => {
    Object.assign(stage.stacks, { stack: async () => undefined, resource: async () => undefined });
    const event = contactEvent(stage, 'Delete', {}, { PhysicalResourceId: 'Email' });
    await stage.advanceTo(stage.account.clock.now() + 10 * MINUTE);
    await created(stage, contactEvent(stage, 'Create'));
    await stage.send(event);
    expect(await contactMethods(stage)).toHaveLength(1);
    expect(await stage.send(contactEvent(stage, 'Delete', {}, { PhysicalResourceId: 'Email' }))).toMatchObject({ Status: 'SUCCESS' });
    expect(await contactMethods(stage)).toEqual([]);
  });

  test('an operation that fails', async () => {
    stage.account.faults.inject({ service: 'lightsail', operation: 'CreateContactMethod', effect: { type: 'fail-operation', code: 'X', details: 'blocked' }, times: 1 });
    expect(await stage.send(contactEvent(stage, 'Create'))).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/could not make the Email contact method: X: blocked/) as string });
  });
});

describe('waitForVerification', () => {
  test('waits until somebody clicks the link', async () => {
    await stage.invoke(contactEvent(stage, 'Create', WAIT));
    await stage.settle(stage.account.clock.now() + 5 * MINUTE);
    expect(stage.answers).toEqual([]);
    stage.lightsail.monitoring.verify(REGION);
    const verified = stage.account.clock.now();
    await stage.settle();
    expect(stage.answers).toMatchObject([{ Status: 'SUCCESS', Data: { Status: 'Valid' } }]);
    expect(stage.answers[0].at - verified).toBeLessThanOrEqual(MINUTE);
    expect(verifications()).toBe(1);
  });

  test('sends the message once more on half the way, and is over when the time is', async () => {
    const answer = await stage.send(contactEvent(stage, 'Create', WAIT));
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/waiting for the email address 'ops@example\.com' to be verified; last seen: PendingVerification\. Click the link/) as string,
    });
    expect(verifications()).toBe(2);
    await remove({}, { PhysicalResourceId: answer?.PhysicalResourceId });
    expect(await contactMethods(stage)).toEqual([]);
  });

  test('has nothing to wait for if the address is valid already', async () => {
    await foreign();
    stage.lightsail.monitoring.verify(REGION);
    await stage.send(contactEvent(stage, 'Create', WAIT));
    expect([stage.answers[0].Status, stage.invocations]).toEqual(['SUCCESS', 1]);
  });

  test('"false" does not wait', async () => {
    expect(await stage.send(contactEvent(stage, 'Create', { WaitForVerification: 'false' }))).toMatchObject({ Status: 'SUCCESS' });
  });
});
