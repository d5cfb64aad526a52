import type { Effect } from 'cdk-local-cloud/engine';
import fc from 'fast-check';
import { alarmEvent, alarms, call, type Values } from './alarm-events';
import { type Answer, REGION, Stage } from '../support/stage';

/** The alarm that is not ours: whatever happens, it must not change by a byte. */
const THEIRS = {
  alarmName: 'theirs', metricName: 'NetworkIn', monitoredResourceName: 'app', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
};

/** What goes away by itself. */
const PASSING: readonly Effect[] = [
  { type: 'lose-answer' },
  { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' },
  { type: 'error', code: 'ServiceException', message: 'Oh', status: 500 },
  { type: 'error', code: 'AccessDeniedException', message: 'not yet', status: 403 },
];
const LASTING: readonly Effect[] = [
  { type: 'error', code: 'InvalidInputException', message: 'not today' },
  { type: 'fail-operation', code: 'Limit', details: 'full' },
];

const properties = fc.record({
  AlarmName: fc.constantFrom(undefined, 'ours-1', 'ours-2', 'theirs'),
  MonitoredResourceName: fc.constantFrom('web', 'app', 'gone'),
  MetricName: fc.constantFrom('CPUUtilization', 'NetworkIn'),
  Threshold: fc.constantFrom('1', '80'),
  VerifyOnDeploy: fc.constantFrom(undefined, 'true'),
});
const faultsOf = (effects: readonly Effect[]) => fc.array(fc.record({
  operation: fc.constantFrom('PutAlarm', 'GetAlarms', 'DeleteAlarm', 'TestAlarm'),
  effect: fc.constantFrom(...effects),
  times: fc.integer({ min: 1, max: 3 }),
}), { maxLength: 2 });
const pause = fc.constantFrom(0, 1, 600);
const deployment = fc.oneof(
  fc.record({ properties, faults: faultsOf([...PASSING, ...LASTING]), doubled: fc.constant(false), pause }),
  // Of two deliveries within a second, one that is refused for good and one that is not is more than an honest service does.
  fc.record({ properties, faults: faultsOf(PASSING), doubled: fc.boolean(), pause }),
);

/** Plays CloudFormation: what it sends for a resource whose properties change again and again. */
class Script {
  readonly stage = new Stage();
  current?: { readonly id: string; readonly properties: Values };

  constructor() {
    for (const name of ['web', 'app']) this.stage.lightsail.seedInstance(REGION, name);
  }

  async deploy(to: Values, doubled: boolean): Promise<void> {
    return this.current ? this.update(this.current, to, doubled) : this.create(to, doubled);
  }

  async destroy(): Promise<void> {
    if (!this.current) return;
    this.stage.resources.set('Cpu', { status: 'DELETE_IN_PROGRESS', physicalId: this.current.id });
    const answer = await this.send('Delete', this.current.properties, this.current.id);
    expect(answer.Status).toBe('SUCCESS');
    this.stage.resources.set('Cpu', { status: 'DELETE_COMPLETE', physicalId: this.current.id });
    this.current = undefined;
  }

  private async create(to: Values, doubled: boolean): Promise<void> {
    this.stage.stack = 'UPDATE_IN_PROGRESS';
    this.stage.resources.set('Cpu', { status: 'CREATE_IN_PROGRESS' });
    const { Status, PhysicalResourceId: id } = await this.send('Create', to, undefined, {}, doubled);
    this.current = { id, properties: to };
    if (Status === 'SUCCESS') {
      this.stage.resources.set('Cpu', { status: 'CREATE_COMPLETE', physicalId: id });
    } else {
      this.stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
      this.stage.account.faults.clear();
      await this.destroy();
    }
  }

  private async update(from: { readonly id: string; readonly properties: Values }, to: Values, doubled: boolean): Promise<void> {
    this.stage.stack = 'UPDATE_IN_PROGRESS';
    this.stage.resources.set('Cpu', { status: 'UPDATE_IN_PROGRESS', physicalId: from.id });
    const answer = await this.send('Update', to, from.id, from.properties, doubled);
    if (answer.Status === 'FAILED') {
      expect(answer.PhysicalResourceId).toBe(from.id);
      return this.rollBack(from, to);
    }
    this.current = { id: answer.PhysicalResourceId, properties: to };
    this.stage.resources.set('Cpu', { status: 'UPDATE_COMPLETE', physicalId: this.current.id });
    if (this.current.id !== from.id) await this.cleanUp(from.id, from.properties);
  }

  private async rollBack(to: { readonly id: string; readonly properties: Values }, from: Values): Promise<void> {
    this.stage.account.faults.clear();
    this.stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
    const answer = await this.send('Update', to.properties, to.id, from);
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: to.id });
    this.stage.resources.set('Cpu', { status: 'UPDATE_COMPLETE', physicalId: to.id });
  }

  private async cleanUp(id: string, properties_: Values): Promise<void> {
    this.stage.account.faults.clear();
    expect((await this.send('Delete', properties_, id)).Status).toBe('SUCCESS');
  }

  private async send(type: 'Create' | 'Update' | 'Delete', to: Values, id?: string, from: Values = {}, doubled = false): Promise<Answer> {
    const before = this.stage.answers.length;
    const OldResourceProperties = type === 'Update' ? alarmEvent(this.stage, type, from).ResourceProperties : undefined;
    const event = alarmEvent(this.stage, type, to, { PhysicalResourceId: id, OldResourceProperties });
    await this.stage.invoke(event);
    if (doubled) await this.stage.invoke(event);
    await this.stage.settle();
    return this.stage.answers[before];
  }
}

test('whatever happens: at most one alarm of ours, as its properties say; in the end none; theirs as it was', async () => {
  await fc.assert(fc.asyncProperty(fc.array(deployment, { minLength: 1, maxLength: 5 }), async (deployments) => {
    const script = new Script();
    const { stage } = script;
    await call(stage, 'PutAlarm', THEIRS);
    const theirs = async () => JSON.stringify((await alarms(stage)).filter(({ name }) => name === 'theirs').map(({ state: _, ...rest }) => rest));
    const before = await theirs();
    for (const { properties: to, faults, doubled, pause: seconds } of deployments) {
      for (const { operation, effect, times } of faults) stage.account.faults.inject({ service: 'lightsail', operation, effect, times });
      await script.deploy(to, doubled);
      stage.account.faults.clear();
      await stage.settle(stage.account.clock.now() + seconds * 1000);
      const ours = (await alarms(stage)).filter(({ name }) => name !== 'theirs');
      expect(ours.map(({ name, metricName, threshold }) => ({ name, metricName, threshold }))).toEqual(script.current ? [{
        name: script.current.id, metricName: script.current.properties.MetricName, threshold: Number(script.current.properties.Threshold),
      }] : []);
      expect(await theirs()).toBe(before);
    }
    await script.destroy();
    await stage.settle();
    expect((await alarms(stage)).map(({ name }) => name)).toEqual(['theirs']);
    expect(await theirs()).toBe(before);
  }), { numRuns: 150 });
}, 120_000);
