import { ResourceFailure } from '../../../core/resource-failure';
import type { ResourceContext } from '../../../core/resource-type';
import { ServiceError } from '../../../core/service';
import type { Input, Output } from '../request';

const POLL = 10_000;
/** CloudFormation's own handlers give up after this long at the latest. */
const LONGEST_WAIT = 2 * 60 * 60 * 1000;

/** How CloudFormation's handlers for Lightsail go about it: one call, then wait; what is busy is tried again. */
export class NativeHandler {
  constructor(private readonly context: ResourceContext, private readonly typeName: string) {}

  /** Makes a call with the rights of who deploys. Errors read as CloudFormation shows those of its handlers. */
  async call(operation: string, input: Input): Promise<Output> {
    const { account, region } = this.context;
    const deadline = account.clock.now() + LONGEST_WAIT;
    for (;;) {
      try {
        return (await account.call({ service: 'lightsail', region, operation, input, caller: account.root })).output;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const again = ['ThrottlingException', 'OperationFailureException'].includes(error.code) && account.clock.now() < deadline;
        if (!again) throw this.failure(error.message, handlerErrorCode(error));
      }
      await account.clock.sleep(POLL);
    }
  }

  /** What the call gives, or `undefined` if there is no such resource. */
  async find(operation: string, input: Input): Promise<Output | undefined> {
    try {
      return await this.call(operation, input);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'NotFound') return undefined;
      throw error;
    }
  }

  /** Asks again and again until there is an answer. */
  async wait<Result>(what: string, probe: () => Promise<Result | undefined>): Promise<Result> {
    const { clock } = this.context.account;
    const deadline = clock.now() + LONGEST_WAIT;
    for (;;) {
      const result = await probe();
      if (result !== undefined) return result;
      if (clock.now() >= deadline) throw this.failure(`Exceeded attempts to wait: ${what}`, 'NotStabilized');
      await clock.sleep(POLL);
    }
  }

  /** The rest of a creation, once the resource is there: if it fails, the rollback has to delete it. */
  async made<Result>(physicalId: string, rest: () => Promise<Result>): Promise<Result> {
    try {
      return await rest();
    } catch (error) {
      throw error instanceof ServiceError ? new ResourceFailure(error.message, physicalId) : error;
    }
  }

  failure(message: string, code: string): ServiceError {
    return new ServiceError(code, `Resource handler returned message: "${message}" (HandlerErrorCode: ${code}, Type: ${this.typeName})`);
  }
}

function handlerErrorCode(error: ServiceError): string {
  switch (error.code) {
    case 'NotFoundException': return 'NotFound';
    case 'AccessDeniedException': return 'AccessDenied';
    case 'InvalidInputException': return error.members.code === 'NameExists' ? 'AlreadyExists' : 'InvalidRequest';
    case 'ThrottlingException': return 'Throttling';
    default: return 'GeneralServiceException';
  }
}
