import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Cloud, readAssembly } from 'cdk-local-cloud/engine';

const REGION = 'eu-central-1';
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** What deploying a stack costs on the local cloud. */
export interface DeploymentCost {
  /** Of the template, besides Lightsail's own. */
  readonly resources: number;
  readonly functions: number;
  readonly invocations: number;
  /** Of state machines. */
  readonly transitions: number;
  /** Of Lightsail, by functions. */
  readonly calls: number;
  /** When the stack was done, counted from the moment at which the last snapshot could be used. Seconds; before it: negative. Absent: no snapshot was taken. */
  readonly late?: number;
}

export interface Timing {
  /** How long Lightsail takes for a snapshot of an instance. Milliseconds. */
  readonly snapshot: number;
}

/** Deploys a stack with this in it into an empty account. */
export async function deploymentCost(define: (stack: Stack) => void, { snapshot }: Timing): Promise<DeploymentCost> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-benchmark-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: Date.UTC(2026, 0, 1), lightsail: { durations: { instanceSnapshot: snapshot } } });
  try {
    const app = new App({ outdir: path.join(folder, 'cdk.out'), analyticsReporting: false });
    define(new Stack(app, 'Benchmark', { env: { region: REGION } }));
    const [stack] = readAssembly(app.synth().directory, { accountId: cloud.account.id, region: REGION });
    const { result, reason } = await cloud.deploy(stack);
    if (result !== 'deployed') throw new Error(`The deployment ended with: ${result} (${reason ?? 'no reason'}).`);
    const done = cloud.account.clock.now();
    // Whoever still polls is counted, too.
    await cloud.advance(3 * HOUR);

    const types = Object.values((stack.template.Resources ?? {}) as Record<string, { readonly Type: string }>).map(({ Type }) => Type);
    const functions = cloud.account.calls.filter(({ call }) => call.service === 'lightsail' && call.caller.roleName !== undefined);
    const usable = cloud.lightsail.inventory(REGION).filter(({ kind }) => kind === 'InstanceSnapshot').map(({ createdAt }) => createdAt.getTime() + snapshot);
    return {
      resources: types.filter((type) => !type.startsWith('AWS::Lightsail::') && !type.startsWith('Custom::')).length,
      functions: types.filter((type) => type === 'AWS::Lambda::Function').length,
      invocations: cloud.account.calls.filter(({ call, error }) => call.service === 'lambda' && call.operation === 'Invoke' && error === undefined).length,
      transitions: cloud.stepFunctions.executions().reduce((sum, execution) => sum + execution.transitions, 0),
      calls: functions.length,
      ...usable.length > 0 && { late: Math.round((done - Math.max(...usable)) / SECOND) },
    };
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
