import { type Account, type ApiCall, type Lightsail, ServiceError } from 'cdk-local-cloud/engine';
import { OwnershipTag } from '../../../src/provider/ownership-contract';

export interface TwoCopies {
  readonly account: Account;
  readonly lightsail: Lightsail;
  /** The second copy runs at the first one's call of this number… */
  readonly at: number;
  /** …before Lightsail carries it out, or after. */
  readonly when: 'before' | 'after';
  /** Delivers the event: to the first copy, and, in the middle of that, to the second one. */
  invoke(): Promise<void>;
}

/**
 * Runs two copies of an event at the same moment, and lets the ownership tags decide over calls as the policies do.
 *
 * @returns how many calls the first copy made
 */
export async function invokeTwoCopies({ account, lightsail, invoke, at, when }: TwoCopies): Promise<number> {
  const call = account.call.bind(account);
  let calls = 0;
  let isSecond = false;

  async function second(): Promise<void> {
    isSecond = true;
    await invoke();
    isSecond = false;
  }

  account.call = async (request) => {
    if (isSecond) {
      authorize(request, lightsail);
      return call(request);
    }
    const isMeeting = ++calls === at;
    if (isMeeting && when === 'before') await second();
    try {
      authorize(request, lightsail);
      return await call(request);
    } finally {
      if (isMeeting && when === 'after') await second();
    }
  };
  try {
    await invoke();
  } finally {
    account.call = call;
  }
  return calls;
}

const TAKES_OURS_ONLY = /^(UntagResource|UpdateDistribution|UpdateDistributionBundle|SetIpAddressType)$/;

/** What the tags of the request and of the resource must be. */
function authorize({ operation, input, region }: ApiCall, lightsail: Lightsail): void {
  const name = String(input.resourceName ?? input.alarmName ?? input.distributionName);
  const existing = lightsail.inventory(region).find((item) => item.name === name);
  const isOwned = existing !== undefined && OwnershipTag.STACK in existing.tags;
  const makesOurs = ((input.tags ?? []) as Array<{ key: string }>).some(({ key }) => key === OwnershipTag.STACK);
  const isAllowed = operation === 'TagResource' ? makesOurs !== isOwned
    : operation === 'PutAlarm' ? makesOurs || isOwned
      : !TAKES_OURS_ONLY.test(operation) || isOwned;
  if (!isAllowed) throw new ServiceError('AccessDeniedException', `User is not authorized to perform: lightsail:${operation}`, 403);
}
