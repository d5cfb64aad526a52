import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { StartProcess } from './function-process';
import { type FunctionState, qualifiedArn } from './function-state';
import { functionVariables } from './function-variables';
import type { Exchange } from './in-process/http-module';
import { InProcessSandbox } from './in-process/in-process-sandbox';
import { type Program, programIn } from './in-process/program';
import { logStreamName } from './log-stream';
import type { LogWriter } from './log-writer';
import { nodeFlags } from './node-flags';
import { startNode } from './node-process';
import type { Outcome } from './outcome';
import { isPython, pythonInterpreter } from './python';
import { startPython } from './python-process';
import { RUNTIME_API_HOST, RUNTIME_API_PORT, RuntimeApi } from './runtime-api';
import { type Invocation, ProcessSandbox, type Sandbox } from './sandbox';
import { TurnLock } from './turn-lock';
import type { Account } from '../../core/account';
import { NotSupportedError } from '../../core/service';

/** How many processes are kept that have nothing to do. */
const SPARE = 6;

/** The host under which functions find the endpoint: their connections do not go through the machine's network. */
const ENDPOINT_HOST = '127.0.0.1';
const ENDPOINT_PORT = 4566;

export interface SandboxesOptions {
  /** Serves a connection that a function opened to AWS. */
  readonly acceptConnection: (connection: Duplex) => void;
  /** Carries out a request of a function that runs in this process; absent: each has a process of its own. */
  readonly exchange?: Exchange;
  readonly log: (functionName: string, text: string) => void;
  readonly logWriter: LogWriter;
  readonly patience: number;
}

/** The execution environments of all functions. Each serves one event at a time, and is used again. */
export class Sandboxes {
  /** How far the functions' clocks are ahead of the account's. Milliseconds. */
  clockSkew = 0;
  private readonly turnLock = new TurnLock();
  private readonly runtimeApi: RuntimeApi;
  private readonly all = new Map<Sandbox, { readonly functionArn: string; readonly revision: number; readonly logStream: string }>();
  private uses = 0;

  constructor(private readonly account: Account, private readonly options: SandboxesOptions) {
    this.runtimeApi = new RuntimeApi(account.clock);
  }

  async run(target: FunctionState, invocation: Invocation): Promise<Outcome> {
    const sandbox = this.take(target);
    sandbox.lastUsed = ++this.uses;
    const { clock } = this.account;
    const { logWriter } = this.options;
    const { logStream = '' } = this.all.get(sandbox) ?? {};
    const start = clock.now();
    logWriter.begin(target, logStream, invocation.requestId);
    const outcome = await sandbox.invoke(invocation);
    const log = await logWriter.end(target, logStream, invocation.requestId, clock.now() - start);
    if (sandbox.stale) sandbox.kill();
    this.dropSpares();
    return { ...outcome, log };
  }

  /** The function has changed or is gone: its processes end as soon as they are done. */
  recycle(functionArn: string): void {
    for (const [sandbox, of] of this.all) {
      if (of.functionArn !== functionArn) continue;
      if (sandbox.free) sandbox.kill();
      else sandbox.retire();
    }
  }

  async close(): Promise<void> {
    const ends = [...this.all.keys()].map((sandbox) => sandbox.gone);
    for (const sandbox of [...this.all.keys()]) sandbox.kill();
    await Promise.all(ends);
  }

  private take(target: FunctionState): Sandbox {
    const free = [...this.all].find(([sandbox, of]) => sandbox.free && of.functionArn === qualifiedArn(target) && of.revision === target.revision);
    return free ? free[0] : this.make(target);
  }

  private make(target: FunctionState): Sandbox {
    const { account } = this;
    const { exchange } = this.options;
    const { keys } = account;
    const roleName = target.roleArn.slice(target.roleArn.lastIndexOf('/') + 1);
    const session = `arn:aws:sts::${account.id}:assumed-role/${roleName}/${target.name}`;
    const principal = keys.issue(roleName, session, { crash: () => sandbox.kill() });
    const logStream = logStreamName(target, account.clock.now(), principal.accessKeyId.toLowerCase());
    const variables = functionVariables(target, principal.accessKeyId, logStream, `http://${ENDPOINT_HOST}:${ENDPOINT_PORT}`);
    const program = exchange && programIn(target.codeFolder, target.handler);
    const sandbox: Sandbox = exchange && program
      ? this.makeInProcess(target, variables, logStream, program, exchange)
      : this.makeProcess(target, variables, logStream);
    this.all.set(sandbox, { functionArn: qualifiedArn(target), revision: target.revision, logStream });
    void sandbox.gone.then(() => {
      this.all.delete(sandbox);
      keys.revoke(principal.accessKeyId);
    });
    return sandbox;
  }

  private makeInProcess(
    target: FunctionState, variables: Readonly<Record<string, string>>, logStream: string, program: Program, exchange: Exchange,
  ): InProcessSandbox {
    const { clock } = this.account;
    return new InProcessSandbox({
      clock, program, variables, exchange, skew: () => this.clockSkew, log: (text) => this.write(target, logStream, text),
    });
  }

  private makeProcess(target: FunctionState, variables: Readonly<Record<string, string>>, logStream: string): ProcessSandbox {
    const { account: { clock, defects } } = this;
    const sandbox: ProcessSandbox = new ProcessSandbox(clock, {
      clock,
      turnLock: this.turnLock,
      start: startOf(target, variables),
      skew: () => this.clockSkew,
      route: (_environment, host, port, connection) => this.route(sandbox, host, port, connection),
      log: (text) => this.write(target, logStream, text),
      refused: (what, hint) => defects.report(new NotSupportedError(`${what}, which the function '${target.name}' tried`, hint)),
      patience: this.options.patience,
    });
    return sandbox;
  }

  private write(target: FunctionState, logStream: string, text: string): void {
    this.options.log(target.name, text);
    this.options.logWriter.write(logStream, text);
  }

  private route(sandbox: ProcessSandbox, host: string, port: number, connection: Duplex): string | undefined {
    if (host === RUNTIME_API_HOST && port === RUNTIME_API_PORT) {
      this.runtimeApi.accept(connection, sandbox);
      return undefined;
    }
    if (host.endsWith('.amazonaws.com') || (host === ENDPOINT_HOST && port === ENDPOINT_PORT)) {
      this.options.acceptConnection(connection);
      return undefined;
    }
    this.account.defects.report(new NotSupportedError(`the host ${host}:${port}, to which a function opened a connection`));
    return `The local cloud has no connection to ${host}:${port}.`;
  }

  private dropSpares(): void {
    const free = [...this.all.keys()].filter((sandbox) => sandbox.free).sort((one, other) => one.lastUsed - other.lastUsed);
    for (const sandbox of free.slice(0, Math.max(0, free.length - SPARE))) sandbox.kill();
  }
}

/** How the function's process is started. */
function startOf(target: FunctionState, variables: Readonly<Record<string, string>>): StartProcess {
  const options = { folder: target.codeFolder, variables };
  if (!isPython(target.runtime)) return (now, listener) => startNode({ ...options, flags: nodeFlags(target) }, now, listener);
  const python = {
    ...options,
    interpreter: pythonInterpreter(),
    layers: [...target.layers ?? []].reverse(),
    cacheFolder: path.join(path.dirname(target.codeFolder), 'python-cache'),
  };
  return (now, listener) => startPython(python, now, listener);
}
