import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** A function as the account knows it. Plain data. */
export interface FunctionState {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  roleArn: string;
  runtime: string;
  handler: string;
  /** Seconds. */
  timeout: number;
  memorySize: number;
  description: string;
  architectures: string[];
  variables: Record<string, string>;
  /** The folder with the unpacked code. */
  codeFolder: string;
  codeSha256: string;
  codeSize: number;
  reservedConcurrency?: number;
  tags: Record<string, string>;
  lastModified: string;
  /** Counts the changes: environments of an older revision are not used any more. */
  revision: number;
}

/** How a function's asynchronous invocations are treated. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAge: number;
}

/** An asynchronous invocation that has been accepted and is not done with. */
export interface PendingEvent {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly acceptedAt: number;
  attempts: number;
  /** How often there was no concurrency for it. */
  throttles?: number;
}

export interface LambdaState {
  functions: Record<string, FunctionState>;
  eventInvokeConfigs: Record<string, EventInvokeConfig>;
  /** Statements of resource policies, by `<function ARN>|<statement id>`. */
  permissions: Record<string, Record<string, string>>;
  events: Record<string, PendingEvent>;
  /** Numbers for whatever needs one: requests, folders. */
  next: number;
}

export function lambdaState(account: Account): LambdaState {
  return account.section<LambdaState>('lambda', () => ({
    functions: {}, eventInvokeConfigs: {}, permissions: {}, events: {}, next: 1,
  }));
}

/** An id that looks like AWS's, and is the same in every run. */
export function nextRequestId(state: LambdaState): string {
  return `1a3b0000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`;
}

export function functionArn(account: Account, region: string, name: string): string {
  return `arn:aws:lambda:${region}:${account.id}:function:${name}`;
}

/** What a caller may name a function by: a name, an ARN, a part of one, each with a qualifier or without. */
export function parseFunctionName(
  account: Account, region: string, given: unknown, qualifier?: unknown,
): { arn: string; qualifier?: string } {
  const text = String(given);
  const match = /^(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\d{12}):)?(?:function:)?([A-Za-z0-9_-]{1,64})(?::(\$LATEST|[A-Za-z0-9_-]+))?$/.exec(text);
  if (!match?.[3]) {
    throw new ServiceError('ValidationException', `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern`, 400);
  }
  const [, ofRegion, ofAccount, name, inName] = match;
  const owner = ofAccount ?? account.id;
  return { arn: `arn:aws:lambda:${ofRegion ?? region}:${owner}:function:${name}`, qualifier: inName ?? (qualifier ? String(qualifier) : undefined) };
}

/** The function that a call names. Only its unpublished version exists here. */
export function findFunction(account: Account, region: string, given: unknown, qualifier?: unknown): FunctionState {
  const name = parseFunctionName(account, region, given, qualifier);
  const found = lambdaState(account).functions[name.arn];
  const version = name.qualifier ?? '$LATEST';
  if (found && version === '$LATEST') return found;
  const missing = name.qualifier ? `${name.arn}:${name.qualifier}` : name.arn;
  throw new ServiceError('ResourceNotFoundException', `Function not found: ${missing}`, 404, { Type: 'User' });
}
