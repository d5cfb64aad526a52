import type { Account } from '../../../core/account';
import { type ApiCall, NotSupportedError } from '../../../core/service';
import { findRoleByArn, trustsService } from '../../iam/roles';
import type { StackToDeploy } from '../deployment/stack-to-deploy';
import { validationError } from '../errors';
import { checkCapabilities } from './capabilities';
import { flag, type Input, structures, text, texts } from './inputs';
import { givenTemplate } from './templates';
import type { StackState } from '../state';
import { isObject } from '../template/values';

/** Inputs that ask for something that does not happen here. */
const REFUSED = ['ResourceTypes', 'ResourcesToImport', 'StackPolicyBody', 'StackPolicyURL', 'StackPolicyDuringUpdateBody', 'TimeoutInMinutes'];
/**
 * `ImportExistingResources` is no one of them, which `cdk bootstrap` always sets: nothing is imported here, so that a resource
 * which exists already fails the deployment, as it does without.
 */
const REFUSED_FLAGS = ['DisableRollback', 'RetainExceptOnCreate'];

/** What a call wants a stack to be. */
export async function wantedStack(account: Account, call: ApiCall, stackName: string, stack?: StackState): Promise<StackToDeploy> {
  const { input, region } = call;
  refuse(input);
  const { body, template } = await givenTemplate(account, call, stack);
  checkCapabilities(template, texts(input.Capabilities));
  const roleArn = checkedRole(account, text(input.RoleARN)) ?? stack?.roleArn;
  return {
    stackName,
    region,
    template,
    templateBody: body,
    parameters: parameters(input, stack),
    exactParameters: true,
    ...roleArn !== undefined && { roleArn },
    tags: tags(input, stack),
    ...flag(input.EnableTerminationProtection) && { terminationProtection: true },
  };
}

export function refuse(input: Input): void {
  const [refused] = [
    ...REFUSED.filter((name) => input[name] !== undefined && input[name] !== ''),
    ...REFUSED_FLAGS.filter((name) => flag(input[name])),
    ...['NotificationARNs', 'RollbackTriggers'].filter((name) => texts(input[name]).length > 0),
    ...isObject(input.RollbackConfiguration) && Object.keys(input.RollbackConfiguration).length > 0 ? ['RollbackConfiguration'] : [],
    ...['OnFailure', 'OnStackFailure'].filter((name) => input[name] !== undefined && input[name] !== 'ROLLBACK'),
    ...text(input.DeploymentMode) !== undefined ? ['DeploymentMode'] : [],
    ...isObject(input.DeploymentConfig) && deploymentMode(input.DeploymentConfig) !== 'STANDARD' ? ['DeploymentConfig'] : [],
  ];
  if (refused !== undefined) throw new NotSupportedError(`${refused} of CloudFormation's API`, 'Leave it out.');
  if (isObject(input.DeploymentConfig) && flag(input.DeploymentConfig.DisableRollback)) {
    throw new NotSupportedError('a deployment without a rollback (DisableRollback)', 'Leave --no-rollback out.');
  }
}

/** Tags that a call does not mention stay; it may say that there are none. */
function tags(input: Input, stack: StackState | undefined): Record<string, string> {
  if (input.Tags === undefined) return { ...stack?.tags };
  return Object.fromEntries(structures(input.Tags).map(({ Key, Value }) => [String(Key), String(Value)]));
}

function deploymentMode({ Mode: mode = 'STANDARD' }: Record<string, unknown>): unknown {
  return mode;
}

/** The values that are given, and those that are to stay as they are. */
function parameters(input: Input, stack: StackState | undefined): Record<string, string> {
  return Object.fromEntries(structures(input.Parameters).flatMap(({ ParameterKey: key, ParameterValue: value, UsePreviousValue: previous }) => {
    const name = String(key);
    if (!flag(previous)) return [[name, typeof value === 'string' ? value : '']];
    if (!stack || !Object.hasOwn(stack.parameters, name)) {
      throw validationError(`Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`);
    }
    return [[name, stack.parameters[name] ?? '']];
  }));
}

/** CloudFormation works with the caller's permissions, or with those of a role that it may assume. */
function checkedRole(account: Account, arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined;
  const role = findRoleByArn(account, arn);
  if (!role || !trustsService(role, 'cloudformation.amazonaws.com')) {
    throw validationError(`Role ${arn} is invalid or cannot be assumed`);
  }
  return arn;
}
