import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { AliasType } from './alias-type';
import { AsyncEvents, type EventChoice } from './async-events';
import { CodeStore } from './code';
import { describeFunction } from './describe-function';
import { EventInvokeConfigType } from './event-invoke-config-type';
import { EventSourceMappingType } from './event-source-mapping-type';
import { EventSources } from './event-sources';
import { findFunction, lambdaState, nextRequestId, parseFunctionName, qualifiedArn, type FunctionState } from './function-state';
import { FunctionType } from './function-type';
import type { Exchange } from './in-process/http-module';
import { type FailedFunction, type InvocationRecord, InvocationLog, type LogLine } from './invocation-log';
import { LayerVersionType } from './layer-version-type';
import { listFunctions } from './list-functions';
import { LogWriter } from './log-writer';
import type { Outcome } from './outcome';
import { PermissionType, policyOf } from './permission-type';
import { Sandboxes } from './sandboxes';
import { VersionType } from './version-type';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import type { ResourceType } from '../../core/resource-type';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

const LARGEST_PAYLOAD = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024, DryRun: 6 * 1024 * 1024 } as const;

export interface LambdaOptions {
  /** Where the functions' code is kept; belongs to the account's state. */
  readonly codeFolder: string;
  /** Serves a connection that a function opened to AWS: the endpoint's `accept`. */
  readonly acceptConnection: (connection: Duplex) => void;
  /** See `SandboxesOptions.exchange`. */
  readonly exchange?: Exchange;
  /**
   * For how many real milliseconds a process may work without a pause before it counts as timed out.
   *
   * @default 60000
   */
  readonly patience?: number;
}

/** AWS Lambda: functions as processes of their own, on virtual time. */
export class Lambda implements Service {
  readonly name = 'lambda';
  readonly resourceTypes: readonly ResourceType[];
  private readonly journal = new InvocationLog();
  private readonly sandboxes: Sandboxes;
  private readonly events: AsyncEvents;
  private readonly eventSources: EventSources;
  private readonly running = new Map<string, number>();

  constructor(private readonly account: Account, options: LambdaOptions) {
    this.sandboxes = new Sandboxes(account, {
      ...options,
      patience: options.patience ?? 60_000,
      log: (functionName, text) => this.journal.write(functionName, text, account.clock.now()),
      logWriter: new LogWriter(account),
    });
    this.events = new AsyncEvents(account, async (target, event) => this.mayRun(target)
      ? this.run(target, event.requestId, event.payload, 'Event', event.attempts + 1, event.invokedArn)
      : undefined);
    this.eventSources = new EventSources(account, async (target, payload) => this.mayRun(target)
      ? this.run(target, nextRequestId(lambdaState(account)), payload, 'RequestResponse', 1)
      : undefined);
    // The account's folder may have been moved since its functions were deployed.
    const root = path.resolve(options.codeFolder);
    const { functions, versions, layers } = lambdaState(account);
    const moved = (folder: string) => path.join(root, path.basename(folder));
    for (const target of [...Object.values(functions), ...Object.values(versions)]) {
      target.codeFolder = moved(target.codeFolder);
      target.layers = target.layers?.map(moved);
    }
    for (const layer of Object.values(layers)) layer.folder = moved(layer.folder);
    const code = new CodeStore(options.codeFolder);
    const recycle = (arn: string) => this.sandboxes.recycle(arn);
    this.resourceTypes = [
      new FunctionType(code, recycle),
      new VersionType(recycle),
      new AliasType(),
      new LayerVersionType(code),
      new PermissionType(),
      new EventInvokeConfigType(),
      new EventSourceMappingType(this.eventSources),
    ];
    account.add(this);
  }

  /** What the function wrote to its log, line by line. */
  logs(functionName: string): string[] {
    return this.journal.logs(functionName);
  }

  /** The same with the time of each line. */
  logLines(functionName: string): LogLine[] {
    return this.journal.logLines(functionName);
  }

  /** What it wrote from its line of that number on. */
  logLinesFrom(functionName: string, first: number, after?: number): LogLine[] {
    return this.journal.linesFrom(functionName, first, after);
  }

  /** The functions that this process has invoked, also those that exist no more. */
  invokedFunctions(): string[] {
    return this.journal.functionNames();
  }

  /** What every function wrote. */
  allLogs(): string[] {
    return this.journal.allLogs();
  }

  /** The function's invocations so far, each attempt by itself. */
  invocations(functionName: string): readonly InvocationRecord[] {
    return this.journal.invocations(functionName);
  }

  /** The functions of which an invocation failed that ended at `since` (milliseconds since the epoch) or later. */
  failedFunctions(since?: number): FailedFunction[] {
    return this.journal.failed(since);
  }

  /** The functions whose code is not where it belongs. */
  functionsWithoutCode(): string[] {
    return Object.values(lambdaState(this.account).functions).filter(({ codeFolder }) => !existsSync(codeFolder)).map(({ name }) => name);
  }

  /** Asynchronous events that are chosen come a second time after so many milliseconds. */
  deliverTwice(choice: EventChoice, delay: number): void {
    this.events.deliverTwice(choice, delay);
  }

  /** From now on the clocks of functions are ahead of the account's; negative: behind. Milliseconds. */
  skewClocks(milliseconds: number): void {
    this.sandboxes.clockSkew = milliseconds;
  }

  /** Ends every process. */
  close(): Promise<void> {
    return this.sandboxes.close();
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    if (call.operation === 'ListFunctions') return [{ action: 'lambda:ListFunctions', resource: '*' }];
    const { arn, qualifier } = parseFunctionName(this.account, call.region, call.input.FunctionName, call.input.Qualifier);
    const operation = call.operation === 'Invoke' ? 'InvokeFunction' : call.operation;
    return [{ action: `lambda:${operation}`, resource: qualifier ? `${arn}:${qualifier}` : arn }];
  }

  resourcePolicy(arn: string): unknown {
    return policyOf(this.account, arn);
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    const find = () => findFunction(this.account, call.region, call.input.FunctionName, call.input.Qualifier);
    switch (call.operation) {
      case 'Invoke': return this.invoke(find(), call);
      case 'GetFunction': return this.describe(find());
      case 'GetFunctionConfiguration': return describeFunction(find());
      case 'ListFunctions': return listFunctions(this.account, call);
      default: throw new NotSupportedError(`the call ${call.operation} of Lambda`);
    }
  }

  private describe(target: FunctionState): Record<string, unknown> {
    const { reservedConcurrency, tags } = target;
    return {
      Configuration: describeFunction(target),
      Code: { RepositoryType: 'S3' },
      ...Object.keys(tags).length > 0 && { Tags: tags },
      ...reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } },
    };
  }

  private async invoke(target: FunctionState, call: ApiCall): Promise<Record<string, unknown>> {
    const kind = call.input.InvocationType ?? 'RequestResponse';
    if (kind !== 'RequestResponse' && kind !== 'Event' && kind !== 'DryRun') {
      throw new ServiceError('InvalidParameterValueException', `Unknown invocation type: ${String(kind)}`, 400);
    }
    const payload = payloadOf(call.input.Payload);
    if (Buffer.byteLength(payload) > LARGEST_PAYLOAD[kind]) {
      throw new ServiceError('RequestTooLargeException',
        `Request must be smaller than ${LARGEST_PAYLOAD[kind]} bytes for the InvokeFunction operation`, 413, { Type: 'User' });
    }
    const { arn, qualifier } = parseFunctionName(this.account, call.region, call.input.FunctionName, call.input.Qualifier);
    const invokedArn = qualifier === undefined || qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`;
    if (kind === 'DryRun') return { StatusCode: 204 };
    if (kind === 'Event') {
      return { StatusCode: 202, requestId: this.events.accept(target, payload, invokedArn) };
    }
    if (!this.mayRun(target)) {
      throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User',
      });
    }
    const requestId = nextRequestId(lambdaState(this.account));
    const tailed = call.input.LogType === 'Tail';
    const outcome = await this.run(target, requestId, payload, 'RequestResponse', 1, invokedArn);
    return {
      StatusCode: 200,
      ExecutedVersion: target.version ?? '$LATEST',
      Payload: outcome.payload,
      requestId,
      ...outcome.error ? { FunctionError: 'Unhandled' } : {},
      ...tailed ? { LogResult: tail(outcome.log ?? []) } : {},
    };
  }

  private mayRun(target: FunctionState): boolean {
    return target.reservedConcurrency === undefined || (this.running.get(target.arn) ?? 0) < target.reservedConcurrency;
  }

  private async run(
    target: FunctionState, requestId: string, payload: string, kind: InvocationRecord['kind'], attempt: number, invokedArn = qualifiedArn(target),
  ): Promise<Outcome> {
    const { clock } = this.account;
    const record = this.journal.begin(target.name, { requestId, kind, attempt, start: clock.now() });
    this.running.set(target.arn, (this.running.get(target.arn) ?? 0) + 1);
    const outcome = await this.sandboxes.run(target, {
      requestId, payload, functionArn: invokedArn, timeout: target.timeout, urgency: kind === 'Event' ? 'event' : 'awaited',
    });
    this.running.set(target.arn, (this.running.get(target.arn) ?? 1) - 1);
    record.end = clock.now();
    if (outcome.error) record.error = outcome.error;
    return outcome;
  }
}

function payloadOf(given: unknown): string {
  const text = given instanceof Uint8Array ? Buffer.from(given).toString() : String(given ?? '');
  try {
    // An absent payload is an empty object to the function.
    return text === '' ? '{}' : (JSON.parse(text), text);
  } catch (error) {
    throw new ServiceError('InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : String(error)}`, 400, { Type: 'User' });
  }
}

/** The last 4 KB of the log, as the answer carries it. */
function tail(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join('')).subarray(-4096).toString('base64');
}
