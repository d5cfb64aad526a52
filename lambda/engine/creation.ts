import { again, type Moment, next, type Outcome, type RequestError, type Wait } from './plan';
import type { Pace } from './wait-policy';
import { classify } from '../lightsail/errors';
import type { Operations, OperationStatus } from '../lightsail/operations';

/** What is to be remembered of a change that Lightsail carries out. A part of memos. */
export interface FollowMemo {
  /** The operation that the change started, until it has ended. */
  operationId?: string;
  /** It has ended: what is left takes seconds. */
  operationEnded?: boolean;
}

export interface CreateMemo extends FollowMemo {
  /** A call to create it was made; whether it took effect may be unknown. */
  attempted?: boolean;
  /** It is there, and this request made it. */
  made?: boolean;
}

export interface CreateProps<T> {
  /** Operations start for what is made and for what it is made of. */
  readonly name: string;
  create(): Promise<readonly OperationStatus[]>;
  get(): Promise<T | undefined>;
  /** Whether this very request made it. */
  isOurs(found: T): boolean;
  /** While what has the name does not show. */
  waitForName(): Wait;
  /** After it was asked for. */
  waitForResult(): Wait;
  /** Something else has the name. */
  nameTaken(found: T | undefined): RequestError;
}

/** How often a name that is taken, by something that can't be seen, is looked up again. */
const NAME_LOOKUPS = 3;

/** Creates something under a name. A name that is in use is a question first: did an earlier call take effect whose answer was lost? */
export async function create<T>(memo: CreateMemo, moment: Moment, props: CreateProps<T>): Promise<Outcome> {
  if (memo.made) return next();
  memo.attempted = true;
  try {
    memo.operationId = (await props.create()).find(({ resourceName }) => resourceName === props.name)?.id;
    memo.made = true;
    return next(props.waitForResult());
  } catch (error) {
    if (classify(error).type !== 'name-in-use') throw error;
  }
  const existing = await props.get();
  if (existing && props.isOurs(existing)) {
    memo.made = true;
    return next();
  }
  if (!existing && moment.attempt < NAME_LOOKUPS) return again(props.waitForName());
  memo.attempted = false;
  throw props.nameTaken(existing);
}

export interface FollowOperationProps {
  readonly operations: Pick<Operations, 'get'>;
  /** How urgent it is. */
  readonly pace: Extract<Pace, 'operation' | 'unhurried'>;
  wait(seen: string, pace: Pace): Wait;
  failure(reason: string): Promise<RequestError> | RequestError;
}

/** How long Lightsail may not know yet what it has just accepted. */
const VISIBILITY_GRACE_MILLISECONDS = 120_000;

/** Follows the operation that a change started. Undefined: it has ended well, or there is none to be seen. */
export async function followOperation(memo: FollowMemo, moment: Moment, props: FollowOperationProps): Promise<Wait | undefined> {
  if (memo.operationId === undefined) return undefined;
  const operation = await props.operations.get(memo.operationId);
  if (operation?.outcome === 'failed') throw await props.failure(operation.reason ?? operation.status);
  if (operation?.outcome === 'running') return props.wait(`operation ${operation.status}`, props.pace);
  if (!operation && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return props.wait('operation not known yet', props.pace);
  memo.operationId = undefined;
  memo.operationEnded = true;
  return undefined;
}

export interface FollowProps<T> extends FollowOperationProps {
  readonly operations: Operations;
  /** Of what is followed. */
  readonly name: string;
  get(): Promise<T | undefined>;
  /** Lightsail's word for how it is. */
  stateOf(found: T): string;
  conditionOf(state: string): 'ready' | 'working' | 'failed';
}

/**
 * After a change: follows its operation, and then the state of what was changed, for the one can end before the other.
 *
 * @returns what was changed, when it is ready; otherwise what to wait for
 */
export async function follow<T>(memo: FollowMemo, moment: Moment, props: FollowProps<T>): Promise<{ readonly ready: T } | { readonly wait: Wait }> {
  const wait = await followOperation(memo, moment, props);
  if (wait) return { wait };
  const found = await props.get();
  const state = found && props.stateOf(found);
  const condition = state === undefined ? undefined : props.conditionOf(state);
  if (found && condition === 'ready') return { ready: found };
  if (state !== undefined && condition === 'working') {
    return { wait: props.wait(state, memo.operationEnded && props.pace === 'operation' ? 'soon' : props.pace) };
  }
  if (!found && moment.stepAge < VISIBILITY_GRACE_MILLISECONDS) return { wait: props.wait('not there yet', 'soon') };
  const failed = (await props.operations.ofResource(props.name)).find(({ outcome }) => outcome === 'failed');
  throw await props.failure(failed?.reason ?? (state === undefined ? 'it was deleted meanwhile' : `its state is '${state}'`));
}
