import { classify } from '../lightsail/errors';
import type { Log } from '../log';
import type { Deadlines } from './deadline';
import { DEPLOYMENT, explain, type RetryAdvice } from './explanation';
import { type Ending, type Outcome, type Phase, type Plan, type Progress, RequestError, type RunResult, type Step, type Wait } from './plan';
import { waitSeconds } from './wait-policy';

/** A fresh policy can take this long until every part of IAM knows it. */
const PERMISSION_GRACE_MILLISECONDS = 120_000;

/** Why work ends before it is done. */
export interface Interruption {
  /**
   * - `answered`: the request is over, and what it made belongs to whoever asked for it.
   * - `cancelled`: it was given up. What it made is removed here: nothing else will do it.
   */
  readonly type: 'answered' | 'cancelled';
  /** What is answered all the same: if the work was still waited for, the wait ends with a clear text. */
  readonly reason: string;
}

/** Whether the work is still to go on; undefined: it is. Asked before each step. */
export type Guard<Memo> = (memo: Memo) => Promise<Interruption | undefined>;

export interface RunProps<Memo> {
  /** @default - the work is never interrupted */
  readonly guard?: Guard<Memo>;
  readonly deadlines: Deadlines;
  readonly now: () => number;
  /** Spreads the waits of neighbours: the request's id. */
  readonly seed: string;
  readonly log: Log;
}

/** Carries out a plan from where it was left, as far as it gets without waiting. */
export class Runner<Memo> {
  private readonly progress: Progress<Memo>;

  constructor(private readonly plan: Plan<Memo>, private readonly props: RunProps<Memo>, left?: Progress<Memo>) {
    this.progress = left ?? { phase: 'work', step: plan.steps[0]?.name ?? '', since: props.now(), attempt: 0, waits: {}, memo: plan.memo };
  }

  /** Gives the work up for this reason: what was begun is removed, if the plan knows how to. */
  async fail(reason: string): Promise<RunResult<Memo>> {
    return this.progress.phase === 'work' ? this.enter('failure', reason) : this.end();
  }

  async run(): Promise<RunResult<Memo>> {
    const interruption = this.progress.phase === 'work' ? await this.props.guard?.(this.progress.memo) : undefined;
    if (interruption) return this.interrupt(interruption);
    const step = this.steps().find(({ name }) => name === this.progress.step);
    if (!step) {
      if (this.steps().length === 0) return this.end();
      return this.fail(`The function was updated in the meantime and no longer knows the step '${this.progress.step}' of ${this.plan.subject}. ${this.retryAdvice.plain}`);
    }
    let outcome: Outcome;
    try {
      outcome = await this.attempt(step);
    } catch (error) {
      return this.failed(step, error);
    }
    return this.follow(step, outcome);
  }

  private async attempt(step: Step<Memo>): Promise<Outcome> {
    const now = this.props.now();
    const { since, attempt, memo } = this.progress;
    const outcome = await step.run(memo, { now, attempt, stepAge: now - since, requestAge: now - this.props.deadlines.begun });
    const wait = outcome.type === 'next' || outcome.type === 'again' ? outcome.wait : undefined;
    this.props.log({
      step: step.name,
      decision: outcome.type,
      until: wait?.until,
      seen: wait?.seen,
    });
    return outcome;
  }

  private async follow(step: Step<Memo>, outcome: Outcome): Promise<RunResult<Memo>> {
    switch (outcome.type) {
      case 'again':
        this.progress.attempt++;
        return this.pause(outcome.wait);
      case 'finish': return this.end();
      case 'next': {
        const steps = this.steps();
        const following = steps[steps.indexOf(step) + 1];
        if (!following) return this.end();
        this.reach(following.name);
        return outcome.wait ? this.pause(outcome.wait) : this.run();
      }
    }
  }

  /** What an error means: come back later, or the end of this phase. */
  private async failed(step: Step<Memo>, error: unknown): Promise<RunResult<Memo>> {
    const { plan, props } = this;
    if (error instanceof RequestError) {
      props.log({ step: step.name, decision: 'fail', error: error.message });
      return this.giveUp(error.message);
    }
    const classified = classify(error);
    const spreading = classified.type === 'denied' && props.now() - props.deadlines.begun < PERMISSION_GRACE_MILLISECONDS;
    const text = `${classified.code}: ${classified.message}`;
    // The frames of a defect are ours; a service's error is described by its code and text.
    const stack = classified.type === 'defect' && error instanceof Error ? error.stack : undefined;
    props.log({ step: step.name, decision: classified.type === 'later' || spreading ? 'later' : 'fail', error: text, stack });
    if (classified.type === 'later' || spreading) {
      return this.pause({ pace: 'setback', until: `step '${step.name}' of ${plan.subject} to be accepted`, seen: text });
    }
    return this.giveUp(explain(classified, step.name, plan.subject, this.retryAdvice));
  }

  private async pause(wait: Wait): Promise<RunResult<Memo>> {
    const { progress, props } = this;
    const now = props.now();
    const attempt = progress.waits[wait.pace] ?? 0;
    const deadline = progress.phase === 'work' ? props.deadlines.work : props.deadlines.end;
    const seconds = waitSeconds({
      pace: wait.pace, attempt, seed: props.seed, age: (now - progress.since) / 1000, remaining: (deadline - now) / 1000,
    });
    if (seconds === undefined) return this.giveUp(this.timedOut(wait));
    progress.waits[wait.pace] = attempt + 1;
    return { type: 'paused', seconds, wait, progress };
  }

  private timedOut(wait: Wait): string {
    const { begun } = this.props.deadlines;
    return `Timed out after ${Math.round((this.props.now() - begun) / 1000)} s of waiting for ${wait.until}; last seen: ${wait.seen}. `
      + (wait.advice ?? this.retryAdvice.withMoreTime);
  }

  /** While cleaning up, a failure is a remark on the one before it. */
  private async giveUp(reason: string): Promise<RunResult<Memo>> {
    if (this.progress.phase === 'work') return this.enter('failure', reason);
    this.progress.reason = this.progress.reason === undefined ? reason : `${this.progress.reason} Cleaning up also failed: ${reason}`;
    return this.end();
  }

  private async interrupt({ type, reason }: Interruption): Promise<RunResult<Memo>> {
    this.props.log({ step: this.progress.step, decision: type, because: reason });
    if (type === 'cancelled') return this.enter('cancellation', reason);
    return { type: 'ended', ending: { type: 'failed', memo: this.progress.memo, reason } };
  }

  private async enter(phase: Phase, reason: string): Promise<RunResult<Memo>> {
    this.progress.phase = phase;
    this.progress.reason = reason;
    this.reach(this.steps()[0]?.name ?? '');
    return this.run();
  }

  private reach(step: string): void {
    this.progress.step = step;
    this.progress.since = this.props.now();
    this.progress.attempt = 0;
    this.progress.waits = {};
  }

  private end(): RunResult<Memo> {
    return { type: 'ended', ending: this.ending() };
  }

  private ending(): Ending<Memo> {
    const { phase, memo, reason } = this.progress;
    return phase === 'work' ? { type: 'succeeded', memo } : { type: 'failed', memo, reason: reason ?? 'unknown' };
  }

  private get retryAdvice(): RetryAdvice {
    return this.plan.retryAdvice ?? DEPLOYMENT;
  }

  private steps(): ReadonlyArray<Step<Memo>> {
    switch (this.progress.phase) {
      case 'work': return this.plan.steps;
      case 'failure': return this.plan.onFailure;
      case 'cancellation': return this.plan.onCancelled ?? [];
    }
  }
}
