import { pictureAccount } from './account-picture';
import type { AccountPicture } from './run-record';
import type { Cloud } from '../cloud';
import { cloudFormationState } from '../services/cloudformation';
import { eventsState } from '../services/events/state';

/** Where a run begins, taken before it: it tells what happened at that very moment from what had happened already. */
export interface Beginning {
  readonly at: number;
  readonly before: AccountPicture;
  /** How many events each stack had, by its ARN. */
  readonly stackEvents: Readonly<Record<string, number>>;
  /** The ARNs of the executions that had ended. */
  readonly ended: readonly string[];
  readonly published: number;
  readonly calls: number;
}

export function beginRun(cloud: Cloud): Beginning {
  const { account } = cloud;
  return {
    at: account.clock.now(),
    before: pictureAccount(cloud),
    stackEvents: Object.fromEntries(cloudFormationState(account).stacks.map(({ stackId, events }) => [stackId, events.length])),
    ended: cloud.stepFunctions.executions().filter(({ status }) => status !== 'RUNNING').map(({ arn }) => arn),
    published: eventsState(account).published.length,
    calls: account.calls.length,
  };
}
