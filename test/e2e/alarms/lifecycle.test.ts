import { ComparisonOperator, Database, DatabaseMetric } from '../../../src';
import { addAlarm, addEmail, alarm, ALARM, alarms, byHand, contactMethods, INSTANCE } from '../support/alarm-stacks';
import { addDatabaseSnapshot, DATABASE, DESTROY, requestOf } from '../support/snapshot-stacks';
import { HOUR, MINUTE, REGION, SECOND, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;

beforeEach(() => {
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, INSTANCE);
  cloud.cloud.lightsail.seedDatabase(REGION, DATABASE);
});
afterEach(() => cloud.close());

describe('updates', () => {
  test('in place: the alarm stays the same one, and keeps its state', async () => {
    await cloud.deployed(alarm());
    await cloud.cloud.advance(6 * MINUTE);
    const [before] = await alarms(cloud);
    await cloud.deployed((stack) => {
      addAlarm(stack, {
        metric: DatabaseMetric.databaseConnections(Database.fromDatabaseName(stack, 'Db', DATABASE)),
        threshold: 5,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 4,
        datapointsToAlarm: 2,
        contactMethods: [addEmail(stack)],
        tags: { stage: 'test' },
      });
    });
    expect(await alarms(cloud)).toMatchObject([{
      arn: before.arn, state: 'OK', metricName: 'DatabaseConnections', threshold: 5, evaluationPeriods: 4, datapointsToAlarm: 2, contactProtocols: ['Email'],
    }]);
    expect(cloud.find(String(before.name))?.tags).toMatchObject({ stage: 'test' });
    expect(cloud.cloud.stepFunctions.executions()).toEqual([]);
  });

  test('a new name: the new alarm first, then the old one goes', async () => {
    await cloud.deployed(alarm({ alarmName: 'one-1' }));
    await cloud.deployed(alarm({ alarmName: 'two-2' }));
    expect(cloud.names('Alarm')).toEqual(['two-2']);
    await cloud.deployed(alarm());
    expect(cloud.names('Alarm')).toEqual(cloud.physicalIds(ALARM));
    await cloud.destroy();
    expect(cloud.names('Alarm')).toEqual([]);
  });

  test.each([[{ alarmName: 'two-2' }], [{ alarmName: 'one-1' }]])('a failed one rolls back: %j', async (to) => {
    await cloud.deployed((stack) => { addAlarm(stack, { alarmName: 'one-1' }); });
    const [before] = await alarms(cloud);
    cloud.fault('CreateContactMethod', { type: 'error', code: 'InvalidInputException', message: 'No more mail.' });
    const deployment = await cloud.deploy((stack) => {
      const changed = addAlarm(stack, { ...to, threshold: 7 });
      addEmail(stack).node.addDependency(changed);
    });
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await alarms(cloud)).toEqual([before]);
    await cloud.settle();
    await cloud.destroy();
    expect(cloud.names('Alarm')).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each(['PutAlarm', 'DeleteAlarm', 'GetAlarms'])('the answer to %s is lost', async (operation) => {
    cloud.fault(operation, { type: 'lose-answer' }, 1);
    await cloud.deployed(alarm());
    expect(cloud.names('Alarm')).toEqual(cloud.physicalIds(ALARM));
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(cloud.names('Alarm')).toEqual([]);
    await cloud.settle();
  });

  test.each(['PutAlarm', 'DeleteAlarm'])('the function crashes before it sees the answer to %s', async (operation) => {
    cloud.fault(operation, { type: 'crash-caller' }, 1);
    await cloud.deployed(alarm());
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
    expect(cloud.names('Alarm')).toEqual([]);
    await cloud.settle();
  });

  test.each([0, 1, 14, 16, 100])('a Create that comes again after %d s makes one alarm', async (seconds) => {
    cloud.cloud.lambda.deliverTwice(requestOf('Create', ALARM), seconds * SECOND);
    await cloud.deployed(alarm());
    await cloud.settle();
    expect(cloud.names('Alarm')).toEqual(cloud.physicalIds(ALARM));
  });

  test('a Create that comes again after the alarm was removed makes nothing', async () => {
    cloud.cloud.lambda.deliverTwice(requestOf('Create', ALARM), HOUR);
    await cloud.deployed((stack) => {
      addAlarm(stack);
      addEmail(stack);
    });
    await cloud.deployed((stack) => { addEmail(stack); });
    await cloud.settle();
    expect(cloud.names('Alarm')).toEqual([]);
    expect(await contactMethods(cloud)).toHaveLength(1);
  });

  test('an Update that comes again after a later one changes nothing', async () => {
    await cloud.deployed(alarm());
    cloud.cloud.lambda.deliverTwice(requestOf('Update', ALARM), HOUR);
    await cloud.deployed(alarm({ threshold: 70 }));
    await cloud.deployed(alarm({ threshold: 60 }));
    await cloud.settle();
    expect(await alarms(cloud)).toMatchObject([{ threshold: 60 }]);
  });

  test('the operation fails: the stack rolls back with Lightsail\'s own reason', async () => {
    cloud.fault('PutAlarm', { type: 'fail-operation', code: 'Limit', details: 'No more alarms' });
    const deployment = await cloud.deploy(alarm());
    expect(deployment.outcome).toMatchObject({ result: 'failed', status: 'ROLLBACK_COMPLETE' });
    expect(JSON.stringify(deployment.events)).toContain('Limit: No more alarms');
    await cloud.settle();
  });

  test('what was deleted by hand is as good as deleted', async () => {
    await cloud.deployed((stack) => {
      addAlarm(stack, { alarmName: 'one-1' });
      addEmail(stack);
    });
    await byHand(cloud, 'DeleteAlarm', { alarmName: 'one-1' });
    await byHand(cloud, 'DeleteContactMethod', { protocol: 'Email' });
    expect((await cloud.destroy()).outcome).toMatchObject({ result: 'deleted' });
  });
});

test('the only alarm leaves a stack that keeps another family: it is deleted, with the right to', async () => {
  await cloud.deployed((stack) => {
    addAlarm(stack);
    addEmail(stack);
    addDatabaseSnapshot(stack, DESTROY);
  });
  await cloud.deployed((stack) => { addDatabaseSnapshot(stack, DESTROY); });
  expect(cloud.names('Alarm')).toEqual([]);
  expect(await contactMethods(cloud)).toEqual([]);
  expect(cloud.names('RelationalDatabaseSnapshot')).toHaveLength(1);
});
