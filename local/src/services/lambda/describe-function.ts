import type { FunctionState } from './function-state';

/** A function as GetFunctionConfiguration shows it. */
export function describeFunction(target: FunctionState): Record<string, unknown> {
  return {
    FunctionName: target.name,
    FunctionArn: target.arn,
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
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    RevisionId: String(target.revision),
    ...Object.keys(target.variables).length > 0 ? { Environment: { Variables: target.variables } } : {},
  };
}
