import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import {
  type AssemblyStack, Cloud, cloudFormationState, type CloudOptions, type Effect, type InvocationRecord, lambdaState,
  lightsailState, type Outcome, readAssembly, type StackEvent, type StackState, type StoredResource,
} from 'cdk-local-cloud/engine';
import { validatedApp } from '../../support/validated-app';

export const REGION = 'eu-central-1';
export const STACK_NAME = 'Shop';
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// The first synthesis of a process loads aws-cdk-lib's validation rules: seconds.
jest.setTimeout(60 * SECOND);

/** What goes into a stack. */
export type Define = (stack: Stack) => void;

/** What one deployment did. */
export interface Deployment {
  readonly outcome: Outcome;
  readonly events: readonly StackEvent[];
  /** Milliseconds of virtual time. */
  readonly duration: number;
}

/** A local cloud of a test's own, and its end-to-end path: an app is synthesized, validated and deployed. */
export class TestCloud {
  readonly cloud: Cloud;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-'));

  constructor(options: Partial<CloudOptions> = {}) {
    this.cloud = new Cloud({
      codeFolder: path.join(this.folder, 'code'),
      beginning: Date.UTC(2026, 0, 1),
      ...options,
      // The strict mode only asks for more: what works in it works without it, too.
      iam: { tagOnCreate: true, ...options.iam },
    });
  }

  /** Synthesizes a stack with what `define` puts into it, and creates or updates it. */
  async deploy(define: Define, stackName = STACK_NAME): Promise<Deployment> {
    const [stack] = this.synthesize(define, stackName);
    return this.deployTemplate(stack);
  }

  /** Creates or updates a stack that was synthesized before, and perhaps edited by hand since. */
  deployTemplate(stack: AssemblyStack): Promise<Deployment> {
    return this.record((listener) => this.cloud.deploy(stack, listener));
  }

  /** As `deploy`, and the test fails if that does not go well. */
  async deployed(define: Define, stackName = STACK_NAME): Promise<Deployment> {
    const deployment = await this.deploy(define, stackName);
    expect(deployment.outcome).toMatchObject({ result: 'deployed' });
    return deployment;
  }

  destroy(stackName = STACK_NAME): Promise<Deployment> {
    return this.record((listener) => this.cloud.destroy(stackName, REGION, listener));
  }

  synthesize(define: Define, stackName = STACK_NAME): AssemblyStack[] {
    const outdir = fs.mkdtempSync(path.join(this.folder, 'cdk.out-'));
    const app = validatedApp({ outdir });
    define(new Stack(app, stackName, { env: { region: REGION } }));
    app.synth();
    return readAssembly(outdir, { accountId: this.cloud.account.id, region: REGION });
  }

  /** The stack that is there, or the last one of that name. */
  stack(stackName = STACK_NAME): StackState {
    const stack = [...cloudFormationState(this.cloud.account).stacks].reverse().find((candidate) => candidate.stackName === stackName);
    if (!stack) throw new Error(`There never was a stack ${stackName}.`);
    return stack;
  }

  /** Physical ids of the stack's resources of a type. */
  physicalIds(type: string, stackName = STACK_NAME): string[] {
    return Object.values(this.stack(stackName).resources).filter((resource) => resource.type === type).map((resource) => resource.physicalId ?? '');
  }

  /** Names of what Lightsail has of a kind. */
  names(kind: string): string[] {
    return this.cloud.lightsail.inventory(REGION).filter((item) => item.kind === kind).map((item) => item.name);
  }

  /** What Lightsail has under a name; undefined: nothing. */
  find(name: string): StoredResource | undefined {
    const exists = this.cloud.lightsail.inventory(REGION).some((item) => item.name === name);
    return exists ? lightsailState(this.cloud.account).regions[REGION].resources[name] : undefined;
  }

  /** Something goes wrong with calls of Lightsail: with so many of them, or with every one. */
  fault(operation: string, effect: Effect, times?: number): void {
    this.cloud.account.faults.inject({ service: 'lightsail', operation, effect, times });
  }

  /** Does something so many milliseconds from now, while a deployment goes on. Returns a function that takes it back. */
  after(milliseconds: number, act: () => void): () => void {
    const { clock } = this.cloud.account;
    return clock.at(clock.now() + milliseconds, act);
  }

  /** What the provider's function was invoked for, oldest first, a deleted function's included. */
  invocations(stackName = STACK_NAME): readonly InvocationRecord[] {
    return this.cloud.lambda.invocations(this.functionName(stackName));
  }

  functionName(stackName = STACK_NAME): string {
    const [name] = this.physicalIds('AWS::Lambda::Function', stackName);
    return name;
  }

  /** How often the provider's function called an operation of Lightsail. */
  calls(operation?: string): number {
    return this.cloud.account.calls.filter(({ call }) => call.service === 'lightsail' && call.caller.roleName !== undefined
      && (operation === undefined || call.operation === operation)).length;
  }

  /** Lets late retries, doubled events and waiters come to their end: nothing may be left running. */
  async settle(): Promise<void> {
    await this.cloud.advance(3 * HOUR);
    expect(this.running()).toEqual([]);
    expect(lambdaState(this.cloud.account).events).toEqual({});
  }

  /** The waiter's executions that have not ended. */
  running(): string[] {
    return this.cloud.stepFunctions.executions().filter((execution) => execution.status === 'RUNNING').map(({ name }) => name);
  }

  async close(): Promise<void> {
    await this.cloud.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async record(work: (listener: (event: StackEvent) => void) => Promise<Outcome>): Promise<Deployment> {
    const events: StackEvent[] = [];
    const begin = this.cloud.account.clock.now();
    const outcome = await work((event) => events.push(event));
    return { outcome, events, duration: this.cloud.account.clock.now() - begin };
  }
}

/** The reasons of events that failed. */
export function failures(deployment: Deployment): string[] {
  return deployment.events.filter(({ status }) => status.endsWith('_FAILED')).map(({ reason }) => reason ?? '');
}
