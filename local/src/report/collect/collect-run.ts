import { collectCalls, withCalls } from './calls';
import { collectDeliveries } from './deliveries';
import { collectExecutions } from './executions';
import { collectFunctions } from './functions';
import { collectStacks } from './stacks';
import type { Window } from './window';
import type { Cloud } from '../../cloud';
import { pictureAccount } from '../account-picture';
import type { Beginning } from '../beginning';
import { redactor, withoutSecrets } from '../redaction';
import type { RunRecord } from '../run-record';

export interface CollectOptions {
  /** What `beginRun` gave before the run: the record tells what has changed in the account since. */
  readonly beginning?: Beginning;
  /** From when on the record tells what happened (milliseconds since the epoch). Default: the beginning, or all there is. */
  readonly since?: number;
  /** Default: "A run of the local cloud". */
  readonly title?: string;
}

/** What happened in the account, as plain data. */
export function collectRun(cloud: Cloud, { beginning, since, title }: CollectOptions = {}): RunRecord {
  const { account } = cloud;
  const ended = account.clock.now();
  const window: Window = { began: since ?? beginning?.at ?? 0, ended, beginning };
  const stacks = collectStacks(cloud, window);
  const executions = collectExecutions(cloud, window);
  const functions = collectFunctions(cloud, window);
  const deliveries = collectDeliveries(cloud, window);
  const calls = collectCalls(cloud, window);
  const lanes = withCalls([...stacks.lanes, ...functions.lanes, ...executions.lanes, ...deliveries.lanes], calls);
  const first = lanes.flatMap(({ spans, marks }) => [...spans.map(({ from }) => from), ...marks.map(({ at }) => at)])
    .reduce((earliest, at) => Math.min(earliest, at), ended);
  const began = since ?? beginning?.at ?? first;
  return withoutSecrets({
    title: title ?? 'A run of the local cloud',
    accountId: account.id,
    began,
    ended,
    processBegan: Math.max(began, beginning?.at ?? began),
    lanes,
    problems: [...stacks.problems, ...functions.problems, ...executions.problems, ...deliveries.problems].sort((one, other) => one.at - other.at),
    stacks: stacks.stacks,
    ...beginning ? { before: beginning.before } : {},
    after: pictureAccount(cloud),
    counts: {
      calls: calls.count,
      failedCalls: calls.failed,
      deniedCalls: calls.denied,
      faults: calls.faults,
      invocations: functions.count,
      failedInvocations: functions.failed,
      executions: executions.count,
      failedExecutions: executions.failed,
      deliveries: deliveries.count,
      failedDeliveries: deliveries.failed,
    },
  }, redactor(cloud));
}
