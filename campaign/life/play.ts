import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Cloud, cloudFormationState, type Fault, type Outcome, type StackEvent, type StackState } from 'cdk-local-cloud/engine';
import { contactMethods } from './account-content';
import { AccountModel } from './account-model';
import { isFatal } from './arbitraries';
import { buildStack } from './build-stack';
import { type FaultKind, faultOf, type InjectedFault } from './faults';
import { checkContent, checkFinalSnapshots, checkGoodSnapshots, checkKept, checkRest, foreignThings, goodSnapshots } from './invariants';
import { type Act, BEGINNING, HOUR, type Life, MINUTE, REGION, SECOND, type StackName, type StackSpec } from './life';
import { expectSame, Violation } from './violations';

/** What a life has shown. */
export interface Played {
  /** Kinds of faults that hit a call. */
  readonly struck: readonly FaultKind[];
  readonly deployments: number;
}

const COPY_DELAYS = [0, 20, 200, 3600];

/** Plays a life from its beginning to its end, and knows at every moment what must be there. Rejects with the first violation. */
export async function play(life: Life, look: (cloud: Cloud) => void = () => undefined): Promise<Played> {
  const player = new Player(life);
  look(player.cloud);
  try {
    return await player.play();
  } catch (error) {
    throw new LifeError(error, player.struckKinds);
  } finally {
    await player.close();
  }
}

/** Why a life failed, and what had hit it by then. */
export class LifeError extends Error {
  constructor(override readonly cause: unknown, readonly struck: readonly FaultKind[]) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'LifeError';
  }
}

class Player {
  readonly cloud: Cloud;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-life-'));
  private readonly model = new AccountModel();
  private readonly struck = new Set<FaultKind>();
  private deployments = 0;
  private repeatAfter?: number;
  private platformDeployed?: Promise<unknown>;
  private readonly foreign: string;

  constructor(private readonly life: Life) {
    this.cloud = new Cloud({
      codeFolder: path.join(this.folder, 'code'),
      beginning: BEGINNING,
      functions: life.processes ? 'processes' : 'in-process',
      iam: { tagOnCreate: true, propagationSeconds: life.permissionDelay },
    });
    const { lambda, lightsail } = this.cloud;
    lambda.skewClocks(life.clockSkew);
    for (const delay of COPY_DELAYS) lambda.deliverTwice(() => this.repeatAfter === delay, delay * SECOND);
    lightsail.seedDatabase(REGION, 'db');
    for (const name of ['web-1', 'web-2']) lightsail.seedInstance(REGION, name);
    lightsail.instantly(REGION, 'CreateDisk', { diskName: 'data', availabilityZone: `${REGION}a`, sizeInGb: 8 });
    lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: 'db', relationalDatabaseSnapshotName: 'foreign-db' });
    lightsail.instantly(REGION, 'CreateInstanceSnapshot', { instanceName: 'web-1', instanceSnapshotName: 'foreign-web' });
    lightsail.instantly(REGION, 'PutAlarm', {
      alarmName: 'foreign', metricName: 'NetworkIn', monitoredResourceName: 'web-1', comparisonOperator: 'LessThanThreshold', threshold: 1, evaluationPeriods: 1,
    });
    this.foreign = foreignThings(this.cloud);
  }

  async play(): Promise<Played> {
    for (const act of this.life.acts) await this.act(act);
    await this.settle();
    this.check();
    await this.deployAgain();
    const stacks = [...this.model.specs.keys()];
    await Promise.all(stacks.map(async (stack) => this.change(stack, undefined, false, false)));
    await this.settle();
    this.check();
    if (this.life.shared) expectSame('the platform can be deleted', (await this.cloud.destroy('Platform', REGION)).result === 'failed', false);
    await this.settle();
    return { struck: this.struckKinds, deployments: this.deployments };
  }

  get struckKinds(): FaultKind[] {
    return [...this.struck];
  }

  async close(): Promise<void> {
    await this.cloud.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async act(act: Act): Promise<void> {
    const { clock, faults } = this.cloud.account;
    const good = goodSnapshots(this.cloud);
    this.inject(act);
    this.repeatAfter = act.repeatAfter;
    const mayFail = act.fails || act.cancelAfter !== undefined || act.faults.some(isFatal);
    const changes = Object.entries(act.changes) as Array<[StackName, StackSpec | null]>;
    const cancel = act.cancelAfter === undefined ? undefined : clock.at(clock.now() + act.cancelAfter * SECOND, () => this.cancel());
    await Promise.all(changes.map(async ([stack, spec]) => this.change(stack, spec ?? undefined, act.fails, mayFail)));
    cancel?.();
    faults.clear();
    this.repeatAfter = undefined;
    checkKept(this.cloud, this.model);
    // An address that nobody verifies is gone after two days.
    if (contactMethods(this.cloud).some(({ status }) => status === 'PendingVerification')) this.cloud.lightsail.monitoring.verify(REGION);
    await this.cloud.advance(act.pause * SECOND);
    checkGoodSnapshots(good, this.cloud);
  }

  private inject({ faults, fails }: Act): void {
    const { clock, faults: active } = this.cloud.account;
    for (const fault of faults) {
      const { when, ...rest } = faultOf(fault, () => clock.now());
      active.inject({ ...rest, when: (call) => (when?.(call) ?? true) && this.note(fault) });
    }
    if (fails) active.inject(LAST_RESOURCE_FAILS);
  }

  /** `when` is asked last: the call is hit. */
  private note(fault: InjectedFault): boolean {
    if (fault.kind === 'refused' && this.isFailing()) return false;
    this.struck.add(fault.kind);
    if (fault.kind === 'operation-never-ends') this.endSome(fault.variant % 2 === 0 ? 30 : 65);
    return true;
  }

  /** A rollback may need the same call: what was refused for good is refused no more. */
  private isFailing(): boolean {
    return cloudFormationState(this.cloud.account).stacks.some(({ status }) => status.includes('ROLLBACK_IN_PROGRESS'));
  }

  /** What never ends, somebody at Lightsail ends after all. */
  private endSome(minutes: number): void {
    const { clock } = this.cloud.account;
    clock.at(clock.now() + minutes * MINUTE, () => this.cloud.lightsail.endAll(REGION));
  }

  private cancel(): void {
    for (const stack of cloudFormationState(this.cloud.account).stacks) {
      if (stack.status === 'UPDATE_IN_PROGRESS') this.cloud.cancelUpdate(stack.stackName, REGION);
    }
  }

  private async change(stack: StackName, spec: StackSpec | undefined, fails: boolean, mayFail: boolean): Promise<void> {
    const events: StackEvent[] = [];
    const outcome = await this.carryOut(stack, spec, fails, (event) => events.push(event));
    this.deployments++;
    const unanswered = events.filter(({ reason }) => reason?.includes('did not receive a response'));
    expectSame('every request is answered before its deadline', unanswered.map(({ logicalId, reason }) => `${logicalId}: ${reason}`), []);
    this.model.leftByHand.push(...events.flatMap(({ reason }) => reason?.includes('Delete it by hand') ? [reason] : []));
    this.checkOutcome(stack, spec, outcome, mayFail);
    if (!spec) this.model.deleted(stack);
    else if (outcome.result !== 'failed') this.model.deployed(stack, spec, this.state(stack));
  }

  private async carryOut(stack: StackName, spec: StackSpec | undefined, fails: boolean, listener: (event: StackEvent) => void): Promise<Outcome> {
    if (!spec) return this.cloud.destroy(stack, REGION, listener);
    const stacks = buildStack({ name: stack, spec, shared: this.life.shared, fails });
    const wanted = stacks.find(({ stackName }) => stackName === stack);
    if (!wanted) throw new Error(`No template of ${stack}.`);
    await this.platform(stacks.find((other) => other !== wanted));
    return this.cloud.deploy(wanted, listener);
  }

  private async platform(stack: Parameters<Cloud['deploy']>[0] | undefined): Promise<void> {
    if (stack) await (this.platformDeployed ??= this.cloud.deploy(stack));
  }

  private checkOutcome(stack: StackName, spec: StackSpec | undefined, { result, status, reason }: Outcome, mayFail: boolean): void {
    if (!spec) {
      if (result !== 'deleted' && result !== 'absent') throw new Violation('a stack can be deleted', `${stack}: ${status} (${reason})`);
    } else if (result === 'failed') {
      if (!mayFail) throw new Violation('a deployment succeeds unless it must fail', `${stack}: ${status} (${reason})`);
      const expected = this.model.specs.has(stack) ? 'UPDATE_ROLLBACK_COMPLETE' : 'ROLLBACK_COMPLETE';
      if (status !== expected) throw new Violation('a deployment that fails is rolled back', `${stack}: ${status} (${reason})`);
    }
  }

  /** What is deployed again, with nothing but a longer time-out, changes nothing in the account. */
  private async deployAgain(): Promise<void> {
    const before = this.cloud.account.calls.length;
    for (const [stack, spec] of this.model.specs) await this.change(stack, { ...spec, timeout: spec.timeout + 1 }, false, false);
    const changes = this.cloud.account.calls.slice(before).filter(({ call, error }) => call.service === 'lightsail' && call.caller.roleName !== undefined
      && error === undefined && !call.operation.startsWith('Get')
      // An alarm is put as a whole, the same once more.
      && call.operation !== 'PutAlarm' && !isOfSchedule(call.input));
    expectSame('deploying again changes nothing', changes.map(({ call }) => call.operation), []);
    await this.settle();
    this.check();
  }

  /** Late retries, copies of events and waiters come to their end. */
  private async settle(): Promise<void> {
    await this.cloud.advance(3 * HOUR);
    // A run of a schedule may just have begun.
    const isBusy = () => this.cloud.stepFunctions.executions().some(({ status }) => status === 'RUNNING');
    for (let looks = 0; looks < 40 && isBusy(); looks++) await this.cloud.advance(MINUTE);
  }

  private check(): void {
    const { acts, permissionDelay } = this.life;
    checkRest(this.cloud, { areLate: permissionDelay > 5, mayBeGone: acts.some(({ cancelAfter }) => cancelAfter !== undefined) });
    checkContent(this.cloud, this.model);
    checkFinalSnapshots(this.cloud, this.model);
    expectSame('nothing foreign is changed', foreignThings(this.cloud), this.foreign);
    this.cloud.account.defects.assertNone();
  }

  private state(stack: StackName): StackState {
    const found = cloudFormationState(this.cloud.account).stacks.filter(({ stackName }) => stackName === stack).at(-1);
    if (!found) throw new Error(`There is no stack ${stack}.`);
    return found;
  }
}

const LAST_RESOURCE_FAILS: Fault = {
  service: 'lightsail',
  operation: 'CreateDisk',
  effect: { type: 'fail-operation', code: 'VolumeInUse', details: 'No.' },
  when: ({ input }) => String(input.diskName).startsWith('impossible'),
};

/** A schedule's run may fall into the deployment: its snapshots are named by it. */
function isOfSchedule(input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(input).some(([key, value]) => key.endsWith('SnapshotName') && String(value).includes('Nightly'));
}
