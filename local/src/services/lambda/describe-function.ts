import { type FunctionState, qualifiedArn } from './function-state';
import { logGroupOf } from './log-stream';

/** A function as GetFunctionConfiguration shows it. */
export function describeFunction(target: FunctionState): Record<string, unknown> {
  return {
    FunctionName: target.name,
    FunctionArn: qualifiedArn(target),
    Role: target.roleArn,
    Runtime: target.runtime,
    Handler: target.handler,
    Timeout: target.timeout,
    MemorySize: target.memorySize,
    Description: target.description,
    Architectures: target.architectures,
    CodeSize: target.codeSize,
    CodeSha256: target.codeSha256,
    LastModified: target.lastModified,
    PackageType: 'Zip',
    Version: target.version ?? '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    RevisionId: String(target.revision),
    TracingConfig: { Mode: target.tracingMode ?? 'PassThrough' },
    EphemeralStorage: { Size: target.ephemeralStorage ?? 512 },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupOf(target) },
    ...(target.layerArns ?? []).length > 0 ? { Layers: target.layerArns?.map((Arn) => ({ Arn })) } : {},
    ...Object.keys(target.variables).length > 0 ? { Environment: { Variables: target.variables } } : {},
  };
}
