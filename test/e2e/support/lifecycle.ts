import { RemovalPolicy } from 'aws-cdk-lib';
import { type Act, FATAL_CODES, type WantedSnapshot } from './lifecycle-arbitraries';
import { addDatabaseSnapshot, addInstanceSnapshot, DATABASE, DATABASE_SNAPSHOT, INSTANCE, INSTANCE_SNAPSHOT, seedSources } from './snapshot-stacks';
import { type Define, type Deployment, REGION, STACK_NAME, TestCloud } from './test-cloud';
import { LightsailProvider } from '../../../src';

const TYPES: readonly string[] = [DATABASE_SNAPSHOT, INSTANCE_SNAPSHOT];
/** What makes an event of this stack come a second time, and how late. Lambda's doubles are chosen by it. */
interface Repeats { after?: number }

/** Plays the life of a stack, and knows at every moment which snapshots must be there. */
export class Lifecycle {
  readonly cloud = new TestCloud();
  /** The snapshots that the stack has, by resource type. */
  private current = new Map<string, string>();
  /** Whether the deployed template keeps them. */
  private kept = new Map<string, boolean>();
  /** Left behind on purpose. */
  private readonly retained = new Set<string>();
  private readonly foreign: string;
  private readonly repeats: Repeats = {};

  constructor() {
    const { lightsail, lambda } = this.cloud.cloud;
    seedSources(this.cloud);
    lightsail.instantly(REGION, 'CreateRelationalDatabaseSnapshot', { relationalDatabaseName: DATABASE, relationalDatabaseSnapshotName: 'foreign-db' });
    lightsail.instantly(REGION, 'CreateInstanceSnapshot', { instanceName: INSTANCE, instanceSnapshotName: 'foreign-web' });
    this.foreign = this.foreignSnapshots();
    // Chosen when the event is accepted, so each delay has its own choice.
    for (const delay of [0, 20, 200, 2000]) lambda.deliverTwice(() => this.repeats.after === delay * 1000, delay * 1000);
  }

  async play(act: Act): Promise<void> {
    const { cloud } = this.cloud;
    for (const fault of act.faults) cloud.account.faults.inject(fault);
    this.repeats.after = act.repeatAfter;
    const takeBack = this.cloud.after(act.cancelAfter ?? 0, () => {
      if (act.cancelAfter !== undefined && this.cloud.stack().status === 'UPDATE_IN_PROGRESS') cloud.cancelUpdate(STACK_NAME, REGION);
    });
    const deployment = await this.cloud.deploy(template(act));
    takeBack();
    cloud.account.faults.clear();
    this.repeats.after = undefined;
    this.checkReasons(deployment);
    this.note(act, deployment);
    await cloud.advance(act.pause);
  }

  /** The stack's end: what must be left then, is left, and nothing else. */
  async end(): Promise<void> {
    const destruction = await this.cloud.destroy();
    expect(['deleted', 'absent']).toContain(destruction.outcome.result);
    for (const [type, id] of this.current) if (this.kept.get(type)) this.retained.add(id);
    await this.cloud.settle();
    expect(this.ours().sort()).toEqual([...this.retained].sort());
    expect(this.foreignSnapshots()).toBe(this.foreign);
  }

  private checkReasons({ outcome, events }: Deployment): void {
    expect(JSON.stringify(events)).not.toContain('did not receive a response');
    expect(['deployed', 'unchanged', 'failed']).toContain(outcome.result);
    if (outcome.result !== 'failed') return;
    expect(outcome.status).toMatch(/ROLLBACK_COMPLETE$/);
    const words = [...FATAL_CODES, 'User Initiated'];
    expect(words.filter((word) => outcome.reason?.includes(word))).not.toEqual([]);
  }

  private note(act: Act, { outcome }: Deployment): void {
    const before = this.current;
    this.current = this.stackSnapshots();
    if (outcome.result === 'failed') {
      // Back to what was there, whatever was tried.
      const there = outcome.status === 'ROLLBACK_COMPLETE' ? new Map<string, string>() : before;
      expect(Object.fromEntries(this.current)).toEqual(Object.fromEntries(there));
      return;
    }
    const wanted = new Map<string, WantedSnapshot | undefined>([[DATABASE_SNAPSHOT, act.database], [INSTANCE_SNAPSHOT, act.instance]]);
    for (const type of TYPES) {
      const old = before.get(type);
      const policy = wanted.get(type)?.keep ?? this.kept.get(type);
      if (old !== undefined && this.current.get(type) !== old && policy) this.retained.add(old);
      expect(this.current.has(type)).toBe(wanted.get(type) !== undefined);
    }
    this.kept = new Map([...wanted].flatMap(([type, snapshot]) => snapshot ? [[type, snapshot.keep]] : []));
    for (const id of [...this.current.values(), ...this.retained]) expect(this.cloud.find(id)).toBeDefined();
  }

  private stackSnapshots(): Map<string, string> {
    const { resources, status } = this.cloud.stack();
    if (status === 'ROLLBACK_COMPLETE') return new Map();
    return new Map(Object.values(resources).filter(({ type }) => TYPES.includes(type)).map(({ type, physicalId }) => [type, physicalId ?? '']));
  }

  private snapshots(): string[] {
    return [...this.cloud.names('RelationalDatabaseSnapshot'), ...this.cloud.names('InstanceSnapshot')];
  }

  private ours(): string[] {
    return this.snapshots().filter((name) => !name.startsWith('foreign-'));
  }

  private foreignSnapshots(): string {
    return JSON.stringify(this.snapshots().filter((name) => name.startsWith('foreign-')).map((name) => this.cloud.find(name)));
  }
}

function template({ database, instance }: Act): Define {
  return (stack) => {
    LightsailProvider.getOrCreate(stack);
    if (database) addDatabaseSnapshot(stack, props(database));
    if (instance) addInstanceSnapshot(stack, props(instance));
  };
}

function props({ trigger, tag, keep }: WantedSnapshot) {
  return {
    trigger,
    tags: tag === undefined ? undefined : { tag },
    removalPolicy: keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  };
}
