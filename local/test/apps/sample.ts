import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Cloud } from '../../src/cloud';
import { type Outcome, readAssembly, type StackEvent } from '../../src/services/cloudformation';

export const REGION = 'eu-central-1';

/** A whole local cloud, and CDK apps that are deployed to it as they are. */
export class Sample {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'sample-'));
  readonly cloud = new Cloud({ codeFolder: path.join(this.folder, 'code'), beginning: Date.UTC(2030, 0, 1) });
  readonly events: StackEvent[] = [];
  private apps = 0;

  /** Synthesizes an app and deploys all its stacks. Stops at the first that fails. */
  async deploy(build: (app: App) => Stack | void): Promise<Outcome> {
    const app = new App({ outdir: path.join(this.folder, `app-${this.apps++}`), analyticsReporting: false });
    build(app);
    const { directory } = app.synth();
    let outcome: Outcome = { result: 'absent', outputs: [] };
    for (const stack of readAssembly(directory, { accountId: this.cloud.account.id, region: REGION })) {
      outcome = await this.cloud.deploy(stack, (event) => this.events.push(event));
      if (outcome.result === 'failed') break;
    }
    return outcome;
  }

  /** The events that tell of a failure. */
  failures(): string[] {
    return this.events.filter(({ status }) => status.endsWith('_FAILED')).map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
  }

  async call(service: string, operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { account } = this.cloud;
    return (await account.clock.runUntil(account.call({ service, region: REGION, operation, input, caller: account.root }))).output;
  }

  async invoke(FunctionName: string, event: unknown = {}): Promise<unknown> {
    const { Payload } = await this.call('lambda', 'Invoke', { FunctionName, Payload: JSON.stringify(event) });
    return JSON.parse(String(Payload)) as unknown;
  }

  async close(): Promise<void> {
    await this.cloud.close();
    rmSync(this.folder, { recursive: true, force: true });
    this.cloud.account.defects.assertNone();
  }
}

export function output({ outputs }: Outcome, prefix: string): string {
  const found = outputs.find(({ name }) => name.startsWith(prefix));
  if (!found) throw new Error(`No output ${prefix} among ${outputs.map(({ name }) => name).join(', ')}`);
  return found.value;
}
