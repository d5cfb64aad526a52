import { setMaxListeners } from 'node:events';
import type { Account } from '../../../core/account';
import { partition } from '../../../core/partition';
import type { CustomResources } from '../custom-resource/custom-resources';
import { validationError } from '../errors';
import { checkExports } from '../exports';
import { cloudFormationState, findStack, newId, type StackState } from '../state';
import { checkTypeChanges, checkTypes, sameTemplate } from './checks';
import { createStack } from './create';
import { deleteStack } from './delete';
import { Journal, type Listener } from './journal';
import { outcomeOf } from './outcome';
import { Provisioner } from './provisioner';
import type { Run } from './run';
import { stackLookups } from './stack-lookups';
import type { Begun, Outcome, StackToDeploy } from './stack-to-deploy';
import { continueRollback, updateStack } from './update';
import { StackModel } from '../template/model';
import { parseTemplate } from '../template/template';
import { isSame } from '../template/values';

const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];
/** Nothing of such a stack is worth an update: it has to be deleted first. */
const FAILED_CREATION = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

export interface DeployOptions {
  readonly listener?: Listener;
  /** Nobody waits for the end: nothing may keep the deployment from coming to one. */
  readonly background?: boolean;
}

/** Deploys and destroys stacks, on the account's clock: wrap a call into `account.clock.runUntil(…)`. */
export class Deployer {
  private readonly provisioner: Provisioner;
  private readonly running = new Map<string, { readonly run: Run; readonly end: Promise<unknown> }>();

  constructor(private readonly account: Account, customResources: CustomResources) {
    this.provisioner = new Provisioner(account, customResources);
  }

  /**
   * Creates or updates a stack. One whose creation failed is deleted first, as `cdk deploy` does. Rejects with a
   * `ValidationError` or a `NotSupportedError` if it is refused: then nothing has been touched.
   */
  async deploy(wanted: StackToDeploy, listener: Listener = () => undefined): Promise<Outcome> {
    if (wanted.account !== undefined && wanted.account !== this.account.id) {
      throw validationError(`Stack ${wanted.stackName} belongs into the account ${wanted.account}, this one is ${this.account.id}.`);
    }
    const stack = findStack(this.account, wanted.region, wanted.stackName);
    if (stack && FAILED_CREATION.includes(stack.status)) {
      this.prepare(wanted, this.newStack(wanted));
      const outcome = await this.destroy(wanted.stackName, wanted.region, listener);
      if (outcome.result !== 'deleted') return outcome;
    }
    return this.begin(wanted, { listener }).end;
  }

  /** Begins to create or update a stack. Throws if that is refused: then nothing has been touched. */
  begin(wanted: StackToDeploy, options: DeployOptions = {}): Begun & { readonly unchanged?: true } {
    const stack = findStack(this.account, wanted.region, wanted.stackName);
    return stack && stack.status !== 'REVIEW_IN_PROGRESS' ? this.update(stack, wanted, options) : this.create(stack, wanted, options);
  }

  /** Deletes a stack. One that is just being created is given up first. */
  async destroy(stackName: string, region: string, listener: Listener = () => undefined): Promise<Outcome> {
    const stack = findStack(this.account, region, stackName);
    return stack ? this.beginDestroy(stack, { listener }).end : { result: 'absent', outputs: [] };
  }

  /** Begins to delete a stack. Throws if that is refused. */
  beginDestroy(stack: StackState, options: DeployOptions & { readonly retain?: readonly string[] } = {}): Begun {
    const { stackId, stackName } = stack;
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`);
    }
    checkExports(this.account, stack, []);
    const underWay = this.running.get(stackId);
    if (underWay && stack.status !== 'CREATE_IN_PROGRESS') {
      throw validationError(`Stack [${stackName}] cannot be deleted while in status ${stack.status}`);
    }
    const run = { ...this.newRun(stack, options), retain: options.retain };
    const firstEvent = stack.events.length;
    run.journal.stackIs('DELETE_IN_PROGRESS', 'User Initiated');
    const work = async () => {
      if (underWay) {
        underWay.run.cancelled = 'delete';
        underWay.run.abort.abort();
        await underWay.end;
      }
      return deleteStack(run);
    };
    return { stackId, end: this.track(run, work()).then((result) => outcomeOf(stack, result, firstEvent)) };
  }

  /** Goes on with a rollback that failed. What is to be skipped is taken as it is. Throws if that is refused. */
  beginContinuedRollback(stack: StackState, skip: readonly string[], options: DeployOptions = {}): Begun {
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack:${stack.stackId} is in ${stack.status} state and can not be continued rollback.`);
    }
    const failed = Object.values(stack.resources).filter(({ status }) => status === 'UPDATE_FAILED').map(({ logicalId }) => logicalId);
    const strange = skip.filter((logicalId) => !failed.includes(logicalId));
    if (strange.length > 0) {
      throw validationError(`Resources [${strange.join(', ')}] are not in UPDATE_FAILED state and cannot be skipped`);
    }
    const run = this.newRun(stack, options);
    const firstEvent = stack.events.length;
    const work = continueRollback(run, this.model(stack, stack.template, stack.givenParameters, stack.ssmValues), skip);
    return { stackId: stack.stackId, end: this.track(run, work).then((result) => outcomeOf(stack, result, firstEvent)) };
  }

  /** A stack that is only planned: a change set may make it. */
  plan(wanted: StackToDeploy): StackState {
    const stack: StackState = { ...this.newStack(wanted), template: {} };
    this.prepare(wanted, stack);
    cloudFormationState(this.account).stacks.push(stack);
    this.newRun(stack, {}).journal.stackIs('REVIEW_IN_PROGRESS', 'User Initiated');
    return stack;
  }

  /** What a stack would be, and whether it differs from what it is. Throws if it would be refused. */
  preview(wanted: StackToDeploy, stack: StackState): { readonly model: StackModel; readonly differs: boolean } {
    if (stack.status === 'REVIEW_IN_PROGRESS') return { model: this.prepare(wanted, stack), differs: true };
    const { model, differs } = this.compare(stack, wanted);
    return { model, differs };
  }

  /** Gives an update up and rolls it back: what is under way ends as `Resource update cancelled`. */
  cancelUpdate(stackName: string, region: string): void {
    const stack = findStack(this.account, region, stackName);
    if (!stack) throw validationError(`Stack [${stackName}] does not exist`);
    const run = this.running.get(stack.stackId)?.run;
    if (!run || stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    run.cancelled = 'update';
    run.abort.abort();
  }

  private create(planned: StackState | undefined, wanted: StackToDeploy, options: DeployOptions): Begun {
    const stack = planned ?? this.newStack(wanted);
    const model = this.prepare(wanted, stack);
    Object.assign(cloudFormationState(this.account).assets, wanted.assets ?? {});
    if (!planned) cloudFormationState(this.account).stacks.push(stack);
    this.describe(stack, wanted, model);
    const run = this.newRun(stack, options);
    return { stackId: stack.stackId, end: this.track(run, createStack(run, model)).then((result) => outcomeOf(stack, result ?? 'failed')) };
  }

  private update(stack: StackState, wanted: StackToDeploy, options: DeployOptions): Begun & { readonly unchanged?: true } {
    const { stackId } = stack;
    Object.assign(cloudFormationState(this.account).assets, wanted.assets ?? {});
    const { old, model, differs } = this.compare(stack, wanted);
    if (wanted.terminationProtection !== undefined) stack.terminationProtection = wanted.terminationProtection;
    if (!differs) return { stackId, unchanged: true, end: Promise.resolve(outcomeOf(stack, 'unchanged')) };
    stack.updatedAt = this.account.clock.now();
    const firstEvent = stack.events.length;
    const run = this.newRun(stack, options);
    const work = updateStack(run, old, model, () => this.describe(stack, wanted, model));
    return { stackId, end: this.track(run, work).then((result) => outcomeOf(stack, result, firstEvent)) };
  }

  private compare(stack: StackState, wanted: StackToDeploy): { old: StackModel; model: StackModel; differs: boolean } {
    if (!UPDATABLE.includes(stack.status)) {
      throw validationError(`Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`);
    }
    const model = this.prepare(wanted, stack);
    checkTypeChanges(stack, model);
    const old = this.model(stack, stack.template, stack.givenParameters, stack.ssmValues);
    const same = sameTemplate(stack.template, wanted.template) && isSame(old.parameters, model.parameters)
      && isSame(stack.tags, { ...wanted.tags ?? {} });
    return { old, model, differs: !same };
  }

  /** Everything that can be refused beforehand. */
  private prepare(wanted: StackToDeploy, stack: StackState): StackModel {
    const model = this.model(stack, wanted.template, given(wanted, stack));
    checkTypes(this.account, model);
    checkExports(this.account, stack, model.exportNames());
    return model;
  }

  private model(
    stack: StackState, template: StackToDeploy['template'], parameters: Readonly<Record<string, string>>, ssmValues?: Readonly<Record<string, string>>,
  ): StackModel {
    const { region, stackId, stackName } = stack;
    const environment = { accountId: this.account.id, region, stackId, stackName };
    return new StackModel(parseTemplate(template), environment, parameters, stackLookups(this.account, region, ssmValues));
  }

  private newStack({ stackName, region, template }: StackToDeploy): StackState {
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(stackName)) {
      throw validationError(`1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`);
    }
    return {
      stackId: `arn:${partition(region)}:cloudformation:${region}:${this.account.id}:stack/${stackName}/${newId(this.account)}`,
      stackName,
      region,
      template,
      status: 'REVIEW_IN_PROGRESS',
      givenParameters: {},
      parameters: {},
      ssmValues: {},
      tags: {},
      terminationProtection: false,
      createdAt: this.account.clock.now(),
      outputs: [],
      imports: [],
      resources: {},
      leftovers: [],
      events: [],
    };
  }

  private describe(stack: StackState, wanted: StackToDeploy, model: StackModel): void {
    stack.givenParameters = given(wanted, stack);
    stack.template = structuredClone(wanted.template);
    delete stack.templateBody;
    if (wanted.templateBody !== undefined) stack.templateBody = wanted.templateBody;
    if (wanted.roleArn !== undefined) stack.roleArn = wanted.roleArn;
    stack.description = model.template.description;
    stack.parameters = { ...model.rawParameters };
    stack.ssmValues = model.ssmValues;
    stack.tags = { ...wanted.tags ?? {} };
    if (wanted.terminationProtection !== undefined) stack.terminationProtection = wanted.terminationProtection;
  }

  private newRun(stack: StackState, { listener = () => undefined, background = false }: DeployOptions): Run {
    const journal = new Journal(this.account, stack, listener);
    const abort = new AbortController();
    // Every resource under way listens to it.
    setMaxListeners(0, abort.signal);
    return { account: this.account, stack, journal, provisioner: background ? this.provisioner.inBackground() : this.provisioner, abort };
  }

  private async track<T>(run: Run, work: Promise<T>): Promise<T> {
    const entry = { run, end: work.catch(() => undefined) };
    this.running.set(run.stack.stackId, entry);
    try {
      return await work;
    } finally {
      if (this.running.get(run.stack.stackId) === entry) this.running.delete(run.stack.stackId);
    }
  }
}

/** The values that were given now, or else the last time. */
function given(wanted: StackToDeploy, stack: StackState): Record<string, string> {
  if (wanted.exactParameters) return { ...wanted.parameters };
  const known = Object.keys(parseTemplate(wanted.template).parameters);
  const before = Object.entries(stack.givenParameters).filter(([name]) => known.includes(name));
  return { ...Object.fromEntries(before), ...wanted.parameters };
}
