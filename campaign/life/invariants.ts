import { type Cloud, lambdaState } from 'cdk-local-cloud/engine';
import { alarms, contactMethods, distributions, everythingHeld, type Held, userTags } from './account-content';
import type { AccountModel } from './account-model';
import { COPY_REGION, type StackName, type StackSpec } from './life';
import { expectSame, Violation } from './violations';
import { OwnershipTag } from '../../src/provider/ownership-contract';

/** What a life begins with and no stack describes: as text, without what time changes. */
export function foreignThings(cloud: Cloud): string {
  const foreign = everythingHeld(cloud).filter(({ name }) => FOREIGN.test(name));
  const theirAlarms = alarms(cloud).filter(({ name }) => FOREIGN.test(String(name))).map(({ state: _, ...rest }) => rest);
  return JSON.stringify([foreign.map(({ state: _, ...rest }) => rest), theirAlarms]);
}

const FOREIGN = /^(db|web-1|web-2|data|foreign.*)$/;

export interface Permissions {
  /** Longer than CloudFormation waits for IAM. */
  readonly areLate: boolean;
  /**
   * A deployment was cancelled: CloudFormation may have removed a family's policy while the waiter of a creation that it gave up
   * still looks whether anything is left. Its reads are denied then; it changes nothing, and nobody waits for it.
   */
  readonly mayBeGone: boolean;
}

/** Nothing is under way any more, and nothing was denied. */
export function checkRest(cloud: Cloud, permissions: Permissions): void {
  const running = cloud.stepFunctions.executions().filter(({ status }) => status === 'RUNNING').map(({ name }) => name);
  expectSame('no execution is still running', running, []);
  expectSame('no event waits for a function', Object.keys(lambdaState(cloud.account).events), []);
  if (permissions.areLate) return;
  const denied = cloud.account.calls.filter((record) => record.denied && !(permissions.mayBeGone && record.call.operation.startsWith('Get')))
    .map(({ call, message }) => `${call.operation}: ${message ?? ''}`);
  expectSame('nothing was denied', denied, []);
}

/** The account holds exactly what the stacks describe, and what was retained on purpose, tags included. */
export function checkContent(cloud: Cloud, model: AccountModel): void {
  const held = everythingHeld(cloud).filter(({ name }) => !FOREIGN.test(name));
  checkSnapshots(held, model);
  checkDisks(held, model);
  const specs = [...model.specs];
  const found = alarms(cloud).filter(({ name }) => !FOREIGN.test(String(name)));
  const described = specs.flatMap(([, { alarm, email }]) => (
    alarm ? [[alarm.threshold, alarm.notify && email !== undefined ? ['Email'] : [], { tag: alarm.tag }]] : []
  ));
  expectSame('alarms are as described',
    found.map(({ threshold, contactProtocols, tags }) => [threshold, contactProtocols, plainTags(tags)]).sort(byText), described.sort(byText));
  for (const [, { alarm }] of specs) {
    if (alarm?.alarmName !== undefined) expectSame('an alarm has its name', alarms(cloud).filter(({ name }) => name === alarm.alarmName).length, 1);
  }
  expectSame('contact methods are as described', contactMethods(cloud).map(({ contactEndpoint }) => contactEndpoint),
    specs.flatMap(([, { email }]) => email === undefined ? [] : [email]));
  checkDistributions(cloud, specs);
}

/** What must be there while something else may still be removed. */
export function checkKept(cloud: Cloud, model: AccountModel): void {
  const names = new Set(everythingHeld(cloud).map(({ name }) => name));
  const wanted = [...model.retained, ...[...model.specs.keys()].flatMap((stack) => model.snapshotsOf(stack))];
  const missing = wanted.filter((name) => !names.has(name));
  expectSame('no snapshot that a stack has or retained is lost', missing, []);
}

function checkSnapshots(held: readonly Held[], model: AccountModel): void {
  const made = held.filter(({ kind, madeBy }) => kind.endsWith('Snapshot') && !isScheduled(madeBy) && !isFinal(madeBy));
  const described = [...model.specs].flatMap(([stack, { snapshots }]) => model.snapshotsOf(stack).map((name) => ({ name, snapshots })));
  const left = (name: string) => model.leftByHand.some((reason) => reason.includes(`'${name}'`)) && !described.some((each) => each.name === name);
  expectSame('snapshots are those that stacks have or retained', made.map(({ name }) => name).filter((name) => !left(name)).sort(),
    [...model.retained, ...described.map(({ name }) => name)].sort());
  for (const { name, snapshots } of described) {
    const one = made.find((candidate) => candidate.name === name);
    const tag = snapshots.find(({ source }) => one?.kind.toLowerCase().includes(source))?.tag;
    expectSame(`the snapshot '${name}' can be used, and has its tags`, [isUsable(one), userTags(one?.tags ?? {})], [true, tag === undefined ? {} : { tag }]);
  }
}

function isUsable(snapshot: Pick<Held, 'state'> | undefined): boolean {
  return snapshot?.state === 'available' || snapshot?.state === 'completed';
}

/** Scheduled snapshots and copies. */
export function isScheduled(madeBy: string | undefined): boolean {
  return madeBy?.startsWith('Nightly') ?? false;
}

function isFinal(madeBy: string | undefined): boolean {
  return madeBy?.startsWith('Final') ?? false;
}

function checkDisks(held: readonly Held[], model: AccountModel): void {
  const described = [...model.specs.values()].flatMap(({ final }) => final ? [final.diskName] : []);
  expectSame('disks are those that stacks have', held.filter(({ kind }) => kind === 'Disk').map(({ name }) => name).sort(), described.sort());
}

function checkDistributions(cloud: Cloud, specs: ReadonlyArray<readonly [StackName, StackSpec]>): void {
  const found = distributions(cloud).map((each) => {
    const { origin, bundleId, status, isEnabled, cacheBehaviorSettings, defaultRootObject, tags } = each as {
      origin: { name: string };
      bundleId: string;
      status: string;
      isEnabled: boolean;
      cacheBehaviorSettings: { defaultTTL: number };
      defaultRootObject?: string;
      tags: unknown;
    };
    return [status, origin.name, bundleId, isEnabled, cacheBehaviorSettings.defaultTTL, defaultRootObject ?? '', plainTags(tags)];
  });
  const described = specs.flatMap(([, { distribution: of }]) => of ? [[
    'Deployed', of.web, `${of.bundle}_1_0`, of.enabled, of.ttl ?? 86_400, of.root ?? '', of.tag === undefined ? {} : { tag: of.tag },
  ]] : []);
  expectSame('distributions are as described', found.sort(byText), described.sort(byText));
}

/** Each disk that a stack gave up under the protection of a final snapshot has one, taken before it went, and usable. */
export function checkFinalSnapshots(cloud: Cloud, model: AccountModel): void {
  const held = everythingHeld(cloud);
  const deletions = cloud.account.calls.filter(({ call, error }) => call.operation === 'DeleteDisk' && error === undefined);
  for (const { at, call } of deletions) {
    const disk = String(call.input.diskName);
    if (!model.protectedDisks.has(disk)) continue;
    const last = held.find(({ kind, source, state, createdAt }) => kind === 'DiskSnapshot' && source === disk && isUsable({ state }) && createdAt <= at);
    if (!last) throw new Violation('no source is deleted without its final snapshot', `the disk '${disk}' went at ${new Date(at).toISOString()}`);
  }
}

/** Schedules keep what they must: never is the last usable snapshot of a source pruned. */
export function goodSnapshots(cloud: Cloud): Map<string, number> {
  const good = new Map<string, number>();
  for (const { madeBy, state, source = '', region, tags } of everythingHeld(cloud)) {
    if (!isScheduled(madeBy) || !isUsable({ state })) continue;
    const key = `${tags[OwnershipTag.STACK]} ${source} in ${region === COPY_REGION ? region : 'its own Region'}`;
    good.set(key, (good.get(key) ?? 0) + 1);
  }
  return good;
}

export function checkGoodSnapshots(before: ReadonlyMap<string, number>, cloud: Cloud): void {
  const now = goodSnapshots(cloud);
  const lost = [...before.keys()].filter((key) => !now.has(key));
  expectSame('no last good snapshot was pruned', lost, []);
}

function plainTags(tags: unknown): Record<string, string> {
  const list = (tags ?? []) as Array<{ key: string; value?: string }>;
  return userTags(Object.fromEntries(list.map(({ key, value }) => [key, value ?? ''])));
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
