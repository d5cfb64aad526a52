import { DistributionStage, MINUTE, NAME, PROPERTIES } from './distribution-stage';

const WEEK = 7 * 24 * 60 * MINUTE;
const ADOPTING = { ...PROPERTIES, AdoptExisting: true, DeleteAdopted: true };

let stage: DistributionStage;
beforeEach(() => {
  stage = new DistributionStage();
});

function makeByHand(other = stage): void {
  other.lightsail.instantly('us-east-1', 'CreateDistribution', {
    distributionName: NAME,
    origin: { name: 'web-2', regionName: 'eu-central-1' },
    bundleId: 'small_1_0',
    defaultCacheBehavior: { behavior: 'dont-cache' },
    tags: [{ key: 'made', value: 'by-hand' }],
  });
}

function tags(name = NAME): string[] {
  return (stage.distribution(name)?.tags as Array<{ key: string }>).map(({ key }) => key);
}

function fault(operation: string, effect: Parameters<typeof stage.account.faults.inject>[0]['effect'], times = 1): void {
  stage.account.faults.inject({ service: 'lightsail', operation, effect, times });
}

/** The construct leaves the template, and RETAIN keeps the distribution. Then a new deployment begins. */
async function retained(): Promise<void> {
  stage.resources.delete('Cdn');
  await stage.advance(WEEK);
  stage.deploymentBegun = stage.account.clock.now();
  stage.account.calls.length = 0;
}

describe('a Delete that may belong to a failed deployment lets go of what was adopted, whatever the removal policy', () => {
  const ways: Array<[string, () => void]> = [
    ['the creation is rolled back', () => { stage.stack = 'ROLLBACK_IN_PROGRESS'; }],
    ['the update is rolled back', () => { stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'; }],
    ['the parent of a nested stack failed', () => { stage.stacks.stack = async () => ({ status: 'DELETE_IN_PROGRESS', isNested: true }); }],
    ['CloudFormation does not know the stack', () => { stage.stacks.stack = async () => undefined; }],
    ['CloudFormation may not be asked', () => {
      stage.stacks.stack = async () => { throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }); };
    }],
  ];

  test.each(ways)('%s', async (_, goWrong) => {
    makeByHand();
    await stage.created(ADOPTING);
    goWrong();
    for (let copy = 0; copy < 2; copy++) expect(await stage.send('Delete', ADOPTING)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.distribution()).toMatchObject({ status: 'Deployed' });
    expect(tags()).toEqual(['made']);
  });

  test('its Create never answered: the Delete has a made-up id', async () => {
    makeByHand();
    stage.dies = () => stage.changes.includes('UpdateDistribution');
    stage.deploymentBegun = stage.account.clock.now();
    await stage.begin('Create', ADOPTING);
    expect(tags()).toContain('cdk-lightsail:adopted');
    stage.dies = () => false;
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    await stage.send('Delete', ADOPTING, { PhysicalResourceId: 'shop-Cdn-1ABCDEFGHIJK' });
    expect(tags()).toEqual(['made']);
  });
});

describe('a distribution that this resource made in an earlier deployment, and a removal policy kept', () => {
  test('is taken up again, and is not deleted when that deployment is rolled back', async () => {
    await stage.created();
    await retained();
    expect(await stage.send('Create', { ...ADOPTING, Enabled: false })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    expect(stage.changes).toEqual(['TagResource', 'UpdateDistribution']);
    stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    for (let copy = 0; copy < 2; copy++) expect(await stage.send('Delete', ADOPTING)).toMatchObject({ Status: 'SUCCESS' });
    expect(stage.distribution()).toMatchObject({ status: 'Deployed' });
  });

  test('also if nothing was to be changed', async () => {
    await stage.created();
    await retained();
    await stage.send('Create', ADOPTING);
    expect(stage.changes).toEqual(['TagResource']);
    stage.stack = 'ROLLBACK_IN_PROGRESS';
    await stage.send('Delete', ADOPTING);
    expect(stage.distribution()).toBeDefined();
  });

  test('is deleted with the stack if that was asked for', async () => {
    await stage.created();
    await retained();
    await stage.send('Create', ADOPTING);
    await stage.send('Delete', ADOPTING);
    expect(stage.distribution()).toBeUndefined();
  });

  test('is not mistaken for what a cancelled creation made', async () => {
    makeByHand();
    await stage.created(ADOPTING);
    await retained();
    const before = tags();
    stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    await stage.send('Delete', ADOPTING, { PhysicalResourceId: 'shop-Cdn-1ABCDEFGHIJK' });
    expect(tags()).toEqual(before);
  });

  test('survives the rollback of an update that returned to its name', async () => {
    const other = { ...PROPERTIES, DistributionName: 'other-cdn' };
    await stage.created();
    await retained();
    await stage.created(other);
    expect(await stage.update(PROPERTIES, other, { PhysicalResourceId: 'other-cdn' })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    expect(await stage.rollback(other, PROPERTIES, { PhysicalResourceId: NAME })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'other-cdn' });
    stage.stack = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    await stage.send('Delete', PROPERTIES);
    expect(stage.distribution()).toBeDefined();
    expect(tags('other-cdn')).not.toContain('cdk-lightsail:adopted');
  });
});

test.each(['TagResource', 'UpdateDistribution'])('an adoption succeeds although the answer to %s is lost', async (operation) => {
  makeByHand();
  fault(operation, { type: 'lose-answer' });
  expect(await stage.send('Create', ADOPTING)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
  expect(stage.changes.filter((change) => change === 'UpdateDistribution')).toHaveLength(1);
});

test('another stack is first: the error names it', async () => {
  makeByHand();
  stage.account.faults.inject({
    service: 'lightsail',
    operation: 'TagResource',
    times: 1,
    effect: { type: 'error', code: 'AccessDeniedException', message: 'not authorized', status: 403 },
    // Right before our call.
    when: () => {
      stage.lightsail.instantly('us-east-1', 'TagResource', { resourceName: NAME, tags: [{ key: 'cdk-lightsail:stack', value: 'arn:of-another' }] });
      return true;
    },
  });
  expect(await stage.send('Create', ADOPTING)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/belongs to the stack arn:of-another/) });
  expect(stage.distribution()).toMatchObject({ origin: { name: 'web-2' } });
});

describe('the waiter can never be started while a replacement is made', () => {
  const renamed = { ...PROPERTIES, DistributionName: 'shop-cdn-2' };

  test('the rollback removes what was begun', async () => {
    await stage.created();
    stage.deploymentBegun = stage.account.clock.now();
    stage.waiterError = Object.assign(new Error('States is not available'), { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    const answer = await stage.update(renamed, PROPERTIES);
    expect(answer).toMatchObject({
      Status: 'FAILED', PhysicalResourceId: NAME, Reason: expect.stringMatching(/waiter .* could not be started: ServiceUnavailable: States is not available/),
    });
    expect(stage.distribution('shop-cdn-2')).toBeDefined();
    stage.waiterError = undefined;
    expect(await stage.rollback(PROPERTIES, renamed)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });
    await stage.advance(60 * MINUTE);
    expect(stage.distribution('shop-cdn-2')).toBeUndefined();
    expect(stage.distribution()).toBeDefined();
  });
});
