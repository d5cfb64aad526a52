import { addAlarm, addEmail, alarm, alarms, byHand, contactMethods, INSTANCE } from '../support/alarm-stacks';
import { REGION, TestCloud } from '../support/test-cloud';

const EFFECTS = ['lose-answer', 'crash-caller'] as const;

let cloud: TestCloud;
beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, INSTANCE);
});
afterEach(async () => {
  await cloud.settle();
  await cloud.close();
});

/** How often it took effect. */
function carriedOut(operation: string): number {
  return cloud.cloud.account.calls
    .filter(({ call, error }) => call.caller.roleName !== undefined && call.operation === operation && error === undefined).length;
}

describe.each(EFFECTS)('%s', (type) => {
  test('each call for an alarm that is made, changed and deleted', async () => {
    cloud.fault('PutAlarm', { type }, 1);
    cloud.fault('TestAlarm', { type }, 1);
    await cloud.deployed(alarm({ alarmName: 'ours', tags: { 'release-0': 'x' }, verifyOnDeploy: true }));
    for (const [index, operation] of ['PutAlarm', 'TagResource', 'UntagResource'].entries()) {
      cloud.fault(operation, { type }, 1);
      await cloud.deployed(alarm({ alarmName: 'ours', tags: { [`release-${index + 1}`]: 'x' }, threshold: 70 + index }));
      expect(await alarms(cloud)).toMatchObject([{ name: 'ours', threshold: 70 + index }]);
    }
    expect(cloud.cloud.account.faults.unused).toEqual([]);
    cloud.fault('DeleteAlarm', { type }, 1);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(await alarms(cloud)).toEqual([]);
  });

  test('each call for an alarm that is adopted, and restored', async () => {
    await byHand(cloud, 'PutAlarm', {
      alarmName: 'theirs',
      metricName: 'NetworkIn',
      monitoredResourceName: INSTANCE,
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      evaluationPeriods: 1,
      tags: [{ key: 'owner', value: 'somebody' }],
    });
    const [before] = await alarms(cloud);
    cloud.fault('TagResource', { type }, 1);
    cloud.fault('PutAlarm', { type }, 1);
    cloud.fault('UntagResource', { type }, 1);
    cloud.fault('CreateContactMethod', { type: 'error', code: 'InvalidInputException', message: 'No.' });
    const { outcome } = await cloud.deploy((stack) => {
      const adopted = addAlarm(stack, { alarmName: 'theirs', adoptExisting: true, tags: { owner: 'us' } });
      addEmail(stack).node.addDependency(adopted);
    });
    expect(outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    expect(await alarms(cloud)).toEqual([before]);
  });

  test('each call for a contact method', async () => {
    cloud.fault('CreateContactMethod', { type }, 1);
    await cloud.deployed((stack) => { addEmail(stack, 'one@example.com', { tags: { release: '1' } }); });
    expect([carriedOut('CreateContactMethod'), (await contactMethods(cloud))[0].contactEndpoint]).toEqual([1, 'one@example.com']);
    for (const operation of ['DeleteContactMethod', 'CreateContactMethod']) cloud.fault(operation, { type }, 1);
    await cloud.deployed((stack) => { addEmail(stack, 'two@example.com', { tags: { release: '1' } }); });
    expect(await contactMethods(cloud)).toMatchObject([{ contactEndpoint: 'two@example.com' }]);
    for (const operation of ['TagResource', 'UntagResource']) cloud.fault(operation, { type }, 1);
    await cloud.deployed((stack) => { addEmail(stack, 'two@example.com', { tags: { other: '2' } }); });
    cloud.fault('DeleteContactMethod', { type }, 1);
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(await contactMethods(cloud)).toEqual([]);
  });
});
