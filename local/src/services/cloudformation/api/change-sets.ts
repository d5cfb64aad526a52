import type { Account } from '../../../core/account';
import { type ApiCall, NotSupportedError, ServiceError } from '../../../core/service';
import type { Deployer } from '../deployment/deployer';
import { validationError } from '../errors';
import { inBackground } from './background';
import { resourceChanges } from './changes';
import { type Output, page, required, text, texts } from './inputs';
import { refuse, wantedStack } from './wanted';
import { partition } from '../../../core/partition';
import { type ChangeSetState, cloudFormationState, findStack, newId, type StackState } from '../state';


const NO_CHANGES = 'The submitted information didn\'t contain changes. Submit different information to create a change set.';

/** Change sets: what a deployment would do, said beforehand. */
export class ChangeSets {
  constructor(private readonly account: Account, private readonly deployer: Deployer) {}

  async create(call: ApiCall): Promise<Output> {
    const { input, region } = call;
    const name = required(input, 'ChangeSetName');
    const stackName = required(input, 'StackName');
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
      throw validationError(`1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`);
    }
    const type = text(input.ChangeSetType) ?? 'UPDATE';
    if (type !== 'CREATE' && type !== 'UPDATE') throw new NotSupportedError(`change sets of the type ${type}`);
    const known = findStack(this.account, region, stackName);
    const planned = known?.status === 'REVIEW_IN_PROGRESS' ? known : undefined;
    if (type === 'CREATE' && known && !planned) throw validationError(`Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`);
    if (type === 'UPDATE' && !known) throw validationError(`Stack [${stackName}] does not exist`);
    if (type === 'UPDATE' && planned) throw validationError(`Stack:${planned.stackId} is in REVIEW_IN_PROGRESS state and can not be updated.`);
    if (known && this.of(known).some((other) => other.name === name)) {
      throw new ServiceError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${known.stackId}`);
    }
    const wanted = await wantedStack(this.account, call, known?.stackName ?? stackName, planned ? undefined : known);
    // Throws for everything that can be refused, before there is a stack.
    const stack = known ?? this.deployer.plan(wanted);
    const { model, differs } = this.deployer.preview(wanted, stack);
    const changeSet: ChangeSetState = {
      id: `arn:${partition(region)}:cloudformation:${region}:${this.account.id}:changeSet/${name}/${newId(this.account)}`,
      name,
      stackId: stack.stackId,
      region,
      ...text(input.Description) !== undefined && { description: text(input.Description) },
      createdAt: this.account.clock.now(),
      ...differs ? { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' } : { status: 'FAILED', statusReason: NO_CHANGES, executionStatus: 'UNAVAILABLE' },
      template: wanted.template,
      templateBody: wanted.templateBody ?? '',
      parameters: { ...model.rawParameters },
      givenParameters: { ...wanted.parameters },
      tags: { ...wanted.tags },
      ...wanted.roleArn !== undefined && { roleArn: wanted.roleArn },
      capabilities: texts(input.Capabilities),
      changes: differs ? resourceChanges(this.account, stack, model) : [],
    };
    this.all.push(changeSet);
    return { Id: changeSet.id, StackId: stack.stackId };
  }

  describe(call: ApiCall): Output {
    const { changeSet, stack } = this.named(call);
    return {
      ...summary(changeSet, stack),
      Parameters: Object.entries(changeSet.parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: changeSet.capabilities,
      Tags: Object.entries(changeSet.tags).map(([Key, Value]) => ({ Key, Value })),
      ...page('Changes', changeSet.changes, call.input),
    };
  }

  list({ input, region }: ApiCall): Output {
    const name = required(input, 'StackName');
    const stack = findStack(this.account, region, name);
    if (!stack) throw validationError(`Stack [${name}] does not exist`);
    return page('Summaries', this.of(stack).map((changeSet) => summary(changeSet, stack)), input);
  }

  /** One that does not exist is as good as deleted. */
  delete(call: ApiCall): Output {
    const found = this.find(call);
    if (found?.changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') throw notInStatus(found.changeSet, 'deleted');
    if (found) this.forget((other) => other === found.changeSet);
    return {};
  }

  execute(call: ApiCall): Output {
    refuse(call.input);
    const { changeSet, stack } = this.named(call);
    if (changeSet.executionStatus !== 'AVAILABLE') throw notInStatus(changeSet, 'executed');
    const begun = this.deployer.begin({
      stackName: stack.stackName,
      region: stack.region,
      template: changeSet.template,
      templateBody: changeSet.templateBody,
      parameters: changeSet.givenParameters,
      exactParameters: true,
      tags: changeSet.tags,
      ...changeSet.roleArn !== undefined && { roleArn: changeSet.roleArn },
    }, { background: true });
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
    // What the others say of the stack is not true any more.
    this.forget((other) => other.stackId === changeSet.stackId && other !== changeSet);
    inBackground(this.account, stack, begun.end.then((outcome) => {
      changeSet.executionStatus = outcome.result === 'deployed' || outcome.result === 'unchanged' ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED';
    }));
    return {};
  }

  /** The template of a change set, as GetTemplate gives it. */
  named(call: ApiCall): { changeSet: ChangeSetState; stack: StackState } {
    const found = this.find(call);
    if (found) return found;
    throw new ServiceError('ChangeSetNotFound', `ChangeSet [${required(call.input, 'ChangeSetName')}] does not exist`, 404);
  }

  private find({ input, region }: ApiCall): { changeSet: ChangeSetState; stack: StackState } | undefined {
    const name = required(input, 'ChangeSetName');
    const stackName = text(input.StackName);
    if (!name.startsWith('arn:') && stackName === undefined) {
      throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
    }
    const named = stackName === undefined ? undefined : findStack(this.account, region, stackName);
    if (stackName !== undefined && !named) throw validationError(`Stack [${stackName}] does not exist`);
    const changeSet = this.all.find((other) => other.region === region
      && (name.startsWith('arn:') ? other.id === name : other.name === name && other.stackId === named?.stackId));
    const stack = changeSet && findStack(this.account, region, changeSet.stackId);
    return changeSet && stack && { changeSet, stack };
  }

  private get all(): ChangeSetState[] {
    return cloudFormationState(this.account).changeSets ??= [];
  }

  private of({ stackId }: StackState): ChangeSetState[] {
    return this.all.filter((changeSet) => changeSet.stackId === stackId);
  }

  private forget(unwanted: (changeSet: ChangeSetState) => boolean): void {
    const state = cloudFormationState(this.account);
    state.changeSets = this.all.filter((changeSet) => !unwanted(changeSet));
  }
}

function summary(changeSet: ChangeSetState, stack: StackState): Output {
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: changeSet.stackId,
    StackName: stack.stackName,
    ...changeSet.description !== undefined && { Description: changeSet.description },
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    ...changeSet.statusReason !== undefined && { StatusReason: changeSet.statusReason },
    IncludeNestedStacks: false,
  };
}

function notInStatus(changeSet: ChangeSetState, verb: string): ServiceError {
  const status = changeSet.status === 'FAILED' ? changeSet.status : changeSet.executionStatus;
  return new ServiceError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be ${verb} in its current status of [${status}]`);
}
