import type { EventSourceMapping } from './event-source-mapping';
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
  /** Folders of the layers, in the order in which they are put on top of each other. */
  layers?: string[];
  layerArns?: string[];
  tracingMode?: string;
  /** Megabytes. */
  ephemeralStorage?: number;
  /** Where it writes its log, if not in the group of its name. */
  logGroup?: string;
  logFormat?: string;
  /** The number of a published version; absent: what can be changed, $LATEST. */
  version?: string;
  /** How many versions have been published. */
  publishedVersions?: number;
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
  /** Of a published version, or of the function itself. */
  readonly functionArn: string;
  /** As it was invoked, through an alias perhaps. */
  readonly invokedArn?: string;
  readonly payload: string;
  readonly acceptedAt: number;
  attempts: number;
  /** How often there was no concurrency for it. */
  throttles?: number;
}

/** A name for a version. */
export interface AliasState {
  readonly name: string;
  readonly arn: string;
  readonly functionArn: string;
  readonly version: string;
  readonly description: string;
  /** The ARN of the version. */
  readonly pointsTo: string;
}

export interface LayerState {
  readonly arn: string;
  folder: string;
  readonly compatibleRuntimes: string[];
}

export interface LambdaState {
  functions: Record<string, FunctionState>;
  /** Published versions, by their ARN. */
  versions: Record<string, FunctionState>;
  /** By their ARN. */
  aliases: Record<string, AliasState>;
  /** Versions of layers, by their ARN. */
  layers: Record<string, LayerState>;
  /** The last version of each layer. */
  layerVersions: Record<string, number>;
  eventSourceMappings: Record<string, EventSourceMapping>;
  eventInvokeConfigs: Record<string, EventInvokeConfig>;
  /** Statements of resource policies, by `<function ARN>|<statement id>`. */
  permissions: Record<string, Record<string, string>>;
  events: Record<string, PendingEvent>;
  /** Numbers for whatever needs one: requests, folders. */
  next: number;
}

export function lambdaState(account: Account): LambdaState {
  return account.section<LambdaState>('lambda', () => ({
    functions: {},
    versions: {},
    aliases: {},
    layers: {},
    layerVersions: {},
    eventSourceMappings: {},
    eventInvokeConfigs: {},
    permissions: {},
    events: {},
    next: 1,
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

/** The function that a call names: as it is now, a version, or the version that an alias names. */
export function findFunction(account: Account, region: string, given: unknown, qualifier?: unknown): FunctionState {
  const name = parseFunctionName(account, region, given, qualifier);
  const version = name.qualifier ?? '$LATEST';
  const found = functionWithArn(account, version === '$LATEST' ? name.arn : `${name.arn}:${version}`);
  if (found) return found;
  const missing = name.qualifier ? `${name.arn}:${name.qualifier}` : name.arn;
  throw new ServiceError('ResourceNotFoundException', `Function not found: ${missing}`, 404, { Type: 'User' });
}

/** The function, version or alias of that ARN. */
export function functionWithArn(account: Account, arn: string): FunctionState | undefined {
  const { functions, versions, aliases } = lambdaState(account);
  if (Object.hasOwn(functions, arn)) return functions[arn];
  if (Object.hasOwn(versions, arn)) return versions[arn];
  return Object.hasOwn(aliases, arn) ? functionWithArn(account, aliases[arn].pointsTo) : undefined;
}

/** The ARN of the version, or of the function itself. */
export function qualifiedArn({ arn, version }: FunctionState): string {
  return version === undefined ? arn : `${arn}:${version}`;
}
