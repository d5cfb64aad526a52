import type { Control } from './control';
import { describeError, loadHandler, namedError, type Handler } from './handler';
import type { MissingModules } from './missing-module';
import { RuntimeClient, type RuntimeInvocation } from './runtime-client';

/** The runtime's loop: load the handler, then event after event, until the process is killed. */
export async function runHandler(control: Control, missing: MissingModules): Promise<void> {
  const variable = (name: string) => process.env[name] ?? '';
  const client = new RuntimeClient(variable('AWS_LAMBDA_RUNTIME_API'));
  let current: RuntimeInvocation | undefined;

  const die = (error: object): void => {
    console.error(JSON.stringify(error));
    const told = current ? client.fail(current.requestId, error) : client.failToStart(error);
    void told.finally(() => process.exit(129));
  };
  process.on('uncaughtException', (error) => die(describeError(error)));
  process.on('unhandledRejection', (reason) => die({
    ...describeError(reason),
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: String(reason),
  }));

  let handler: Handler;
  try {
    handler = await loadHandler(variable('LAMBDA_TASK_ROOT'), variable('_HANDLER'));
  } catch (error) {
    missing.notice(error);
    const described = describeError(error);
    console.error(JSON.stringify(described));
    await client.failToStart(described);
    return process.exit(1);
  }
  for (;;) {
    const invocation = current = await client.next();
    if (invocation.traceId) process.env._X_AMZN_TRACE_ID = invocation.traceId;
    try {
      const result = await answerOf(handler, invocation, control);
      await client.succeed(invocation.requestId, JSON.stringify(result === undefined ? null : result) ?? 'null');
    } catch (error) {
      missing.notice(error);
      const described = describeError(error);
      console.error(`${invocation.requestId}\tERROR\tInvoke Error\t${JSON.stringify(described)}`);
      await client.fail(invocation.requestId, described);
    }
    current = undefined;
  }
}

/** The handler's answer, whichever way it gives it: a promise, a callback, or an event loop that runs empty. */
async function answerOf(handler: Handler, invocation: RuntimeInvocation, control: Control): Promise<unknown> {
  const context = contextOf(invocation);
  try {
    return await new Promise((resolve, reject) => {
      const callback = (error?: unknown, value?: unknown): void => {
        if (error !== undefined && error !== null) reject(error);
        else if (context.callbackWaitsForEmptyEventLoop) control.onEmpty = () => resolve(value);
        else resolve(value);
      };
      if (hasCallbacks()) Object.assign(context, { done: callback, succeed: (value?: unknown) => callback(null, value), fail: (error?: unknown) => callback(error ?? 'handled') });
      const result = handler(JSON.parse(invocation.event), context, callback);
      if (isPromise(result)) {
        result.then(resolve, reject);
        control.onEmpty ??= () => reject(namedError(
          'Runtime.NodeJsExit',
          'The event loop ran empty before the function answered: it waits for a promise that was never settled.',
        ));
      }
      // A plain function that never calls back has nothing to say.
      control.onEmpty ??= () => resolve(null);
    });
  } finally {
    control.onEmpty = undefined;
  }
}

function contextOf(invocation: RuntimeInvocation): { callbackWaitsForEmptyEventLoop: boolean } {
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME;
  return Object.assign({ callbackWaitsForEmptyEventLoop: true }, {
    awsRequestId: invocation.requestId,
    invokedFunctionArn: invocation.functionArn,
    functionName: name,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => invocation.deadline - Date.now(),
  });
}

/** nodejs24.x took the old ways to answer away. */
function hasCallbacks(): boolean {
  return process.env.AWS_EXECUTION_ENV !== 'AWS_Lambda_nodejs24.x';
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
