import path from 'node:path';
import { SDK_FOLDER } from './code';
import type { FunctionState } from './function-state';
import { layerVariables } from './layers';
import { logGroupOf } from './log-stream';
import { RUNTIME_API_HOST, RUNTIME_API_PORT } from './runtime-api';

/** The environment variables of a function's process: what Lambda sets, the function's own, and where AWS is. */
export function functionVariables(target: FunctionState, accessKeyId: string, logStream: string, endpoint: string): Record<string, string> {
  const modules = path.join(path.dirname(target.codeFolder), SDK_FOLDER);
  const layers = layerVariables(target.layers ?? [], target.runtime);
  return {
    PATH: [...layers.programs, process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'].join(path.delimiter),
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    ...target.variables,
    NODE_PATH: [...layers.modules, modules].join(path.delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_LAMBDA_RUNTIME_API: `${RUNTIME_API_HOST}:${RUNTIME_API_PORT}`,
    AWS_EXECUTION_ENV: `AWS_Lambda_${target.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: target.name,
    AWS_LAMBDA_FUNCTION_VERSION: target.version ?? '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(target.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(target),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_REGION: target.region,
    AWS_DEFAULT_REGION: target.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local-secret',
    AWS_SESSION_TOKEN: 'local-session',
    LAMBDA_TASK_ROOT: target.codeFolder,
    LAMBDA_RUNTIME_DIR: modules,
    _HANDLER: target.handler,
  };
}
