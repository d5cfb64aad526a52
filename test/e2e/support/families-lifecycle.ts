import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { CfnDisk } from 'aws-cdk-lib/aws-lightsail';
import type { Fault } from 'cdk-local-cloud/engine';
import { addAlarm, addEmail, alarms, byHand, contactMethods, INSTANCE } from './alarm-stacks';
import { addDatabaseSnapshot, DATABASE_SNAPSHOT, seedSources } from './snapshot-stacks';
import { type Deployment, failures, REGION, SECOND, STACK_NAME, TestCloud } from './test-cloud';
import { LightsailProvider } from '../../../src';

/** What a template has of a snapshot, an alarm and a contact method. */
export interface WantedFamilies {
  readonly trigger?: string;
  readonly alarm?: { readonly alarmName?: string; readonly threshold: number; readonly tag: string };
  readonly address?: string;
}

/** One deployment: what is wanted, and what goes wrong meanwhile. */
export interface FamiliesAct {
  readonly wanted: WantedFamilies;
  readonly faults: readonly Fault[];
  /** The last resource of the stack fails. */
  readonly fails: boolean;
  /** After so many milliseconds somebody cancels it, if it is an update. */
  readonly cancelAfter?: number;
  /** Each event comes a second time after so many milliseconds. */
  readonly repeatAfter?: number;
  /** Until the next one begins, in milliseconds. */
  readonly pause: number;
}

function template({ wanted: { trigger, alarm, address }, fails }: FamiliesAct) {
  return (stack: Stack) => {
    LightsailProvider.getOrCreate(stack);
    // Another name replaces it.
    const last = new CfnDisk(stack, 'Last', { diskName: fails ? 'other-disk' : 'disk', sizeInGb: 8 });
    const made = [
      ...trigger === undefined ? [] : [addDatabaseSnapshot(stack, { trigger, removalPolicy: RemovalPolicy.DESTROY })],
      ...alarm ? [addAlarm(stack, { alarmName: alarm.alarmName, threshold: alarm.threshold, tags: { tag: alarm.tag } })] : [],
      ...address === undefined ? [] : [addEmail(stack, address)],
    ];
    if (fails) last.node.addDependency(...made);
  };
}

/** Plays the life of a stack of several families, and knows at every moment what must be there. */
export class FamiliesLifecycle {
  readonly cloud = new TestCloud();
  private repeatAfter?: number;
  private wanted: WantedFamilies = {};

  async begin(): Promise<void> {
    seedSources(this.cloud);
    await byHand(this.cloud, 'PutAlarm', {
      alarmName: 'foreign', metricName: 'NetworkIn', monitoredResourceName: INSTANCE, comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
    });
    for (const delay of [0, 20, 200, 2000]) this.cloud.cloud.lambda.deliverTwice(() => this.repeatAfter === delay * SECOND, delay * SECOND);
  }

  async play(each: FamiliesAct): Promise<void> {
    const { cloud } = this.cloud;
    const { faults } = cloud.account;
    const before = this.stackSnapshots();
    for (const fault of each.faults) faults.inject(fault);
    if (each.fails) faults.inject({ service: 'lightsail', operation: 'CreateDisk', effect: { type: 'fail-operation', code: 'VolumeInUse', details: 'No.' } });
    this.repeatAfter = each.repeatAfter;
    const takeBack = this.cloud.after(each.cancelAfter ?? 0, () => {
      if (each.cancelAfter !== undefined && this.cloud.stack().status === 'UPDATE_IN_PROGRESS') cloud.cancelUpdate(STACK_NAME, REGION);
    });
    const deployment = await this.cloud.deploy(template(each));
    takeBack();
    faults.clear();
    this.repeatAfter = undefined;
    this.checkReasons(deployment);
    const { result, status } = deployment.outcome;
    if (result !== 'failed') this.wanted = each.wanted;
    else if (status === 'ROLLBACK_COMPLETE') this.wanted = {};
    else expect(this.stackSnapshots()).toEqual(before);
    await this.check();
    await cloud.advance(each.pause);
  }

  /** Late events have come: the stack is as wanted, and there is nothing else. Then its end: nothing of it is left. */
  async end(): Promise<void> {
    await this.cloud.settle();
    await this.check();
    expect(this.cloud.names('RelationalDatabaseSnapshot')).toEqual(this.stackSnapshots());
    expect(['deleted', 'absent']).toContain((await this.cloud.destroy()).outcome.result);
    await this.cloud.settle();
    this.wanted = {};
    await this.check();
    expect(this.cloud.names('RelationalDatabaseSnapshot')).toEqual([]);
  }

  private checkReasons(deployment: Deployment): void {
    const { outcome } = deployment;
    expect(['deployed', 'unchanged', 'failed']).toContain(outcome.result);
    expect(failures(deployment).join()).not.toContain('did not receive a response');
    if (outcome.result !== 'failed') return;
    expect(outcome.status).toMatch(/ROLLBACK_COMPLETE$/);
    expect(outcome.reason).toMatch(/VolumeInUse|NotStabilized|User Initiated/);
  }

  private async check(): Promise<void> {
    const { trigger, alarm, address } = this.wanted;
    const found = await alarms(this.cloud);
    expect(found.filter(({ name }) => name === 'foreign')).toMatchObject([{ threshold: 1 }]);
    expect(found.filter(({ name }) => name !== 'foreign').map(({ threshold }) => threshold)).toEqual(alarm ? [alarm.threshold] : []);
    expect((await contactMethods(this.cloud)).map(({ contactEndpoint }) => contactEndpoint)).toEqual(address === undefined ? [] : [address]);
    // What was cancelled may take minutes to be removed.
    expect(this.cloud.names('RelationalDatabaseSnapshot')).toEqual(expect.arrayContaining(this.stackSnapshots()));
    expect(this.stackSnapshots()).toHaveLength(trigger === undefined ? 0 : 1);
  }

  private stackSnapshots(): string[] {
    return this.wanted.trigger === undefined ? [] : this.cloud.physicalIds(DATABASE_SNAPSHOT);
  }
}
