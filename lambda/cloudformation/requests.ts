import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, answerBody } from './answer';
import type { CloudFormationContinuation } from './continuation';
import { deliver } from './delivery';
import { type CloudFormationEvent, sentAt } from './event';
import { nothingCreated } from './physical-id';
import { type RequestOrigin, type RequestWork, requestWork } from './request-work';
import type { AnyResourceHandler } from './resource-handler';
import { MAX_SERVICE_TIMEOUT_SECONDS } from '../../src/provider/timeout-contract';
import type { WaiterState } from '../../src/provider/waiter-contract';
import type { SendHttp } from '../aws/http';
import type { Waiter } from '../aws/step-functions';
import { handOver } from '../engine/hand-over';
import type { RunResult } from '../engine/progress';
import { DEPLOYMENT } from '../engine/retry-advice';
import { waitSeconds } from '../engine/wait-policy';
import { waiterFailureText } from '../engine/waiter-failure';
import { type Log, logWith } from '../log';

export interface CloudFormationRequestsProps {
  readonly handlers: readonly AnyResourceHandler[];
  readonly waiter: Waiter;
  readonly functionName: string;
  readonly send: SendHttp;
  readonly now: () => number;
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** What is left to be done after a call: nothing, or another call later. */
type Remainder = undefined | { readonly seconds: number; readonly continuation: CloudFormationContinuation };

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
    if (remainder) await this.handOver(origin, remainder);
  }

  /** A request that comes back from the waiter. */
  async resume(state: WaiterState<CloudFormationContinuation>): Promise<WaiterState<CloudFormationContinuation>> {
    const { continuation: left, failure } = state;
    const { next, event } = left;
    let remainder: Remainder;
    if (next.type === 'answer') {
      remainder = await this.answer(left, next.answer, next.attempt);
    } else {
      const work = requestWork(left, { ...this.props, log: this.log(event) }, next.progress);
      if ('runner' in work) {
        const result = failure ? await work.runner.fail(waiterFailureText(failure, DEPLOYMENT)) : await work.runner.run();
        remainder = await this.proceed(left, work, result);
      } else {
        remainder = await this.answer(left, work, 0);
      }
    }
    const { functionName } = state;
    return remainder ? { done: false, functionName, ...remainder } : { done: true, functionName, seconds: 0, continuation: left };
  }

  private async proceed(origin: RequestOrigin, work: RequestWork, result: RunResult<unknown>): Promise<Remainder> {
    if (result.type === 'paused') {
      return { seconds: result.seconds, continuation: continuation(origin, { type: 'work', progress: result.progress }) };
    }
    const answer = work.answer(result.ending);
    if (answer) return this.answer(origin, answer, 0);
    this.log(origin.event)({ decision: 'end-without-answer' });
    return undefined;
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
    return { seconds, continuation: continuation(origin, { type: 'answer', answer, attempt: attempt + 1 }) };
  }

  private async handOver(origin: RequestOrigin, { seconds, continuation: left }: NonNullable<Remainder>): Promise<void> {
    const { functionName, waiter, sleep, now } = this.props;
    const { event, begun } = origin;
    const refused = await handOver({ done: false, functionName, seconds, continuation: left }, {
      waiter, sleep, id: event.RequestId, age: now() - begun, retryAdvice: DEPLOYMENT, log: this.log(event),
    });
    if (refused !== undefined) await this.answer(origin, this.withoutWaiter(event, left, refused), 0);
  }

  private withoutWaiter(event: CloudFormationEvent, left: CloudFormationContinuation, reason: string): Answer {
    if (left.next.type === 'answer') return left.next.answer;
    const work = requestWork(left, { ...this.props, log: this.log(event) }, left.next.progress);
    const failed = 'runner' in work ? work.answer({ type: 'failed', memo: left.next.progress.memo, reason }) : work;
    return failed ?? { status: 'FAILED', physicalId: event.PhysicalResourceId ?? nothingCreated(event.RequestId), reason };
  }

  private log(event: CloudFormationEvent): Log {
    return logWith(this.props.log, {
      request: event.RequestType, requestId: event.RequestId, resourceType: event.ResourceType, logicalId: event.LogicalResourceId,
    });
  }
}

function continuation({ event, begun, sentAtKnown }: RequestOrigin, next: CloudFormationContinuation['next']): CloudFormationContinuation {
  return { kind: 'cloudformation', event, begun, sentAtKnown, next };
}
