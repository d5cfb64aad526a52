import type { Account } from '../../../core/account';
import { type ApiCall, NotSupportedError, ServiceError } from '../../../core/service';
import type { Deployer } from '../deployment/deployer';
import { validationError } from '../errors';
import { inBackground } from './background';
import { flag, type Output, required, text, texts } from './inputs';
import { wantedStack } from './wanted';
import { findStack, type StackState } from '../state';

type Operation = (call: ApiCall) => Output | Promise<Output>;

/** What changes stacks. These calls return at once; the work goes on while time passes. */
export function writingOperations(account: Account, deployer: Deployer): Record<string, Operation> {
  const existing = ({ input, region }: ApiCall): StackState => {
    const name = required(input, 'StackName');
    const stack = findStack(account, region, name);
    if (!stack || stack.status === 'DELETE_COMPLETE') throw validationError(`Stack [${name}] does not exist`);
    return stack;
  };
  return {
    CreateStack: async (call) => {
      const name = required(call.input, 'StackName');
      if (findStack(account, call.region, name)) throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
      const { stackId, end } = deployer.begin(await wantedStack(account, call, name), { background: true });
      background(account, call, stackId, end);
      return { StackId: stackId };
    },

    UpdateStack: async (call) => {
      const stack = existing(call);
      const { stackId, end, unchanged } = deployer.begin(await wantedStack(account, call, stack.stackName, stack), { background: true });
      if (unchanged) throw validationError('No updates are to be performed.');
      background(account, call, stackId, end);
      return { StackId: stackId };
    },

    /** A stack that does not exist is as good as deleted. */
    DeleteStack: ({ input, region }) => {
      if (text(input.DeletionMode) === 'FORCE_DELETE_STACK') throw new NotSupportedError('the DeletionMode FORCE_DELETE_STACK');
      const stack = findStack(account, region, required(input, 'StackName'));
      if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
      const retain = texts(input.RetainResources);
      if (retain.length > 0 && stack.status !== 'DELETE_FAILED') {
        throw validationError('Invalid operation on stack [' + stack.stackId + ']. RetainResources can only be specified on stacks in the DELETE_FAILED state.');
      }
      const { end } = deployer.beginDestroy(stack, { background: true, retain });
      inBackground(account, stack, end);
      return {};
    },

    CancelUpdateStack: ({ input, region }) => {
      deployer.cancelUpdate(required(input, 'StackName'), region);
      return {};
    },

    ContinueUpdateRollback: (call) => {
      const stack = existing(call);
      inBackground(account, stack, deployer.beginContinuedRollback(stack, texts(call.input.ResourcesToSkip), { background: true }).end);
      return {};
    },

    UpdateTerminationProtection: (call) => {
      const stack = existing(call);
      stack.terminationProtection = flag(call.input.EnableTerminationProtection);
      return { StackId: stack.stackId };
    },
  };
}

function background(account: Account, { region }: ApiCall, stackId: string, end: Promise<unknown>): void {
  const stack = findStack(account, region, stackId);
  if (stack) inBackground(account, stack, end);
}
