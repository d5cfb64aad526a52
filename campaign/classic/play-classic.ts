import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { type AssemblyStack, Cloud, readAssembly, type StackEvent } from 'cdk-local-cloud/engine';
import type { Design } from './designs';
import { randomNumbers } from '../../test/support/random-numbers';
import { everythingHeld } from '../life/account-content';
import { type FaultKind, faultOf } from '../life/faults';
import { BEGINNING, HOUR, MINUTE, REGION } from '../life/life';
import { expectSame, Violation } from '../life/violations';

/** What strikes every design alike: faults of calls, and events that come twice. */
export const CLASSIC_FAULTS: ReadonlyArray<FaultKind | 'event-twice'> = [
  'throttled', 'server-error', 'lost-request', 'lost-answer', 'slow-answer', 'crash', 'stale-read', 'unknown-state', 'waiter-task', 'answer-rejected',
  'answer-lost', 'event-twice',
];

/**
 * A short life that any design can live: version 1, version 2, the end; one fault in each, and time enough between them. Returns
 * what it broke; `undefined`: nothing.
 */
export async function playClassic(design: Design, kind: FaultKind | 'event-twice', seed: number): Promise<string | undefined> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-classic-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: BEGINNING, functions: 'in-process' });
  const random = randomNumbers(seed * 15_485_863);
  const below = (count: number) => Math.floor(random() * count);
  if (kind === 'event-twice') cloud.lambda.deliverTwice(() => true, [0, 200_000][below(2)]);
  try {
    for (const version of ['1', '2', undefined]) {
      const { clock, faults } = cloud.account;
      if (kind !== 'event-twice') faults.inject(faultOf({ kind, times: 1 + below(2), after: below(2), variant: below(6) }, () => clock.now()));
      await change(cloud, version === undefined ? undefined : template(design, version, path.join(folder, `cdk.out-${version}`)));
      faults.clear();
      await cloud.advance(30 * MINUTE);
      const made = everythingHeld(cloud).filter(({ kind: of }) => of === design.makes);
      expectSame('the account holds what the stack describes', made.length, version === undefined ? 0 : 1);
    }
    await cloud.advance(3 * HOUR);
    expectSame('no execution is still running', cloud.stepFunctions.executions().filter(({ status }) => status === 'RUNNING').length, 0);
    expectSame('nothing is left', everythingHeld(cloud).map(({ name }) => name), []);
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return error.message;
    throw error;
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function change(cloud: Cloud, stack: AssemblyStack | undefined): Promise<void> {
  const events: StackEvent[] = [];
  const listen = (event: StackEvent) => { events.push(event); };
  const { result, status, reason } = stack ? await cloud.deploy(stack, listen) : await cloud.destroy('Classic', REGION, listen);
  if (events.some((event) => event.reason?.includes('did not receive a response'))) throw new Violation('every request is answered', 'CloudFormation waited for an hour');
  if (result === 'failed') throw new Violation('a deployment succeeds unless it must fail', `${status} (${reason})`);
}

function template(design: Design, version: string, outdir: string): AssemblyStack {
  process.env.CDK_VALIDATION = 'false';
  const app = new App({ outdir, analyticsReporting: false });
  design.define(version)(new Stack(app, 'Classic', { env: { region: REGION } }));
  const [stack] = readAssembly(app.synth().directory, { accountId: '123456789012', region: REGION });
  return stack;
}
