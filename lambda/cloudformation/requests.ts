import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, answerBody, deliver } from './answer';
import { type CloudFormationContinuation, isNext } from './continuation';
import { type CloudFormationEvent, sentAt } from './event';
import { FRESH_MILLISECONDS } from './guard';
import { type RequestOrigin, type RequestWork, requestWork } from './request-work';
import type { AnyResourceHandler } from './resource-handler';
import { unlessUnknown } from './unless-unknown';
import { MAX_SERVICE_TIMEOUT_SECONDS } from '../../src/provider/timeout-contract';
import type { WaiterState } from '../../src/provider/waiter-contract';
import { isRollingBack, type Stacks } from '../aws/cloudformation';
import type { SendHttp } from '../aws/http';
import type { Waiter } from '../aws/step-functions';
import { DEPLOYMENT } from '../engine/explanation';
import type { Progress, RunResult } from '../engine/plan';
import { waitSeconds } from '../engine/wait-policy';
import { handOver, waiterFailureText } from '../engine/waiter';
import { type Log, logWith } from '../log';

export interface CloudFormationRequestsProps {
  readonly handlers: readonly AnyResourceHandler[];
  readonly stacks: Stacks;
  readonly waiter: Waiter;
  readonly functionName: string;
  readonly send: SendHttp;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What was begun is found by its tags, and removed. */
const UNKNOWN_PROGRESS = 'The function was updated in the meantime, and cannot read how far the request had got. Deploy again.';

/** What is left to be done after a call: nothing, or another call later. */
type Remainder = undefined | { readonly seconds: number; readonly next: CloudFormationContinuation['next'] };

/** CloudFormation's requests: carried out as far as it goes, answered, or handed to the waiter. */
export class CloudFormationRequests {
  constructor(private readonly props: CloudFormationRequestsProps) {}

  /** A request as it comes from CloudFormation. It may come twice. */
  async begin(event: CloudFormationEvent): Promise<void> {
    const now = this.props.now();
    const sent = sentAt(event);
    const origin = { event, begun: Math.min(sent ?? now, now), sentAtKnown: sent !== undefined };
    this.log(event)({ decision: 'begin', age: Math.round((now - origin.begun) / 1000) });
    const work = requestWork(origin, { ...this.props, log: this.log(event) });
    const remainder = 'runner' in work ? await this.proceed(origin, work, await work.runner.run()) : await this.answer(origin, work, 0);
    if (remainder) await this.handOver({ ...origin, ...await this.sender(origin) }, remainder, now);
  }

  /**
   * Whether a rollback sent an Update that has to wait. Later on it could not be known any more: an update that is taken back
   * and the one that takes it back look the same.
   */
  private async sender({ event, begun, sentAtKnown }: RequestOrigin): Promise<Pick<RequestOrigin, 'sentByRollback'>> {
    const { stacks, now } = this.props;
    if (event.RequestType !== 'Update' || !sentAtKnown || now() - begun > FRESH_MILLISECONDS) return {};
    const stack = await unlessUnknown(this.log(event), async () => stacks.stack(event.StackId));
    return stack ? { sentByRollback: isRollingBack(stack.status) } : {};
  }

  /** A request that comes back from the waiter. */
  async resume(state: WaiterState<CloudFormationContinuation>): Promise<WaiterState<CloudFormationContinuation>> {
    const { continuation: left, failure } = state;
    const { event } = left;
    const next = isNext(left.next) ? left.next : undefined;
    let remainder: Remainder;
    if (next?.type === 'answer') {
      remainder = await this.answer(left, next.answer, next.attempt);
    } else {
      const work = requestWork(left, { ...this.props, log: this.log(event) }, next?.progress);
      if ('runner' in work) {
        const reason = failure ? waiterFailureText(failure, DEPLOYMENT) : next ? undefined : UNKNOWN_PROGRESS;
        const result = reason === undefined ? await work.runner.run() : await work.runner.fail(reason);
        remainder = await this.proceed(left, work, result);
      } else {
        remainder = await this.answer(left, work, 0);
      }
    }
    const { functionName } = state;
    if (!remainder) return { done: true, functionName, seconds: 0, continuation: left };
    return { done: false, functionName, seconds: remainder.seconds, continuation: continuation(left, remainder.next) };
  }

  private async proceed(origin: RequestOrigin, work: RequestWork, result: RunResult<unknown>): Promise<Remainder> {
    if (result.type === 'paused') {
      return { seconds: result.seconds, next: { type: 'work', progress: result.progress } };
    }
    return this.answer(origin, work.answer(result.ending), 0);
  }

  private async answer(origin: RequestOrigin, answer: Answer, attempt: number): Promise<Remainder> {
    const { send, sleep = async (milliseconds) => pause(milliseconds), now } = this.props;
    const log = this.log(origin.event);
    log({
      decision: 'answer', status: answer.status, physicalId: answer.physicalId, reason: answer.status === 'FAILED' ? answer.reason : undefined,
    });
    const result = await deliver(origin.event.ResponseURL, answerBody(origin.event, answer), { send, sleep, log });
    if (result !== 'later') return undefined;
    const seconds = waitSeconds({
      pace: 'setback',
      attempt,
      age: 0,
      seed: origin.event.RequestId,
      remaining: MAX_SERVICE_TIMEOUT_SECONDS - (now() - origin.begun) / 1000,
    });
    if (seconds === undefined) {
      log({ decision: 'give-up-answer', error: 'CloudFormation has stopped waiting' });
      return undefined;
    }
    return { seconds, next: { type: 'answer', answer, attempt: attempt + 1 } };
  }

  private async handOver(origin: RequestOrigin, { seconds, next }: NonNullable<Remainder>, invokedAt: number): Promise<void> {
    const { functionName, waiter, sleep, now } = this.props;
    const { event } = origin;
    const reason = await handOver({ done: false, functionName, seconds, continuation: continuation(origin, next) }, {
      waiter, sleep, now, invokedAt, id: event.RequestId, retryAdvice: DEPLOYMENT, log: this.log(event),
    });
    if (reason === undefined) return;
    const answer = next.type === 'answer' ? next.answer : await this.endWithoutWaiter(origin, next.progress, reason);
    // Not even the answer gets through: all that is left is that Lambda tries the event again.
    if (await this.answer(origin, answer, 0)) throw new Error(reason);
  }

  /** What was begun is removed as far as that can be done at once. The rollback of an Update finds the rest. */
  private async endWithoutWaiter(origin: RequestOrigin, progress: Progress<unknown>, reason: string): Promise<Answer> {
    const work = requestWork(origin, { ...this.props, log: this.log(origin.event) }, progress);
    if (!('runner' in work)) return work;
    const result = await work.runner.fail(reason);
    if (result.type === 'ended') return work.answer(result.ending);
    const { wait: { until, seen }, progress: { memo } } = result;
    return work.answer({ type: 'failed', memo, reason: `${reason} Cleaning up would have had to wait for ${until}; last seen: ${seen}.` });
  }

  private log(event: CloudFormationEvent): Log {
    return logWith(this.props.log, {
      request: event.RequestType, requestId: event.RequestId, resourceType: event.ResourceType, logicalId: event.LogicalResourceId,
    });
  }
}

function continuation(
  { event, begun, sentAtKnown, sentByRollback }: RequestOrigin, next: CloudFormationContinuation['next'],
): CloudFormationContinuation {
  return { kind: 'cloudformation', event, begun, sentAtKnown, ...sentByRollback !== undefined && { sentByRollback }, next };
}
