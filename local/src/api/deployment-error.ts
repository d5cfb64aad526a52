import type { StackEventRecord } from './records';

/** A stack could not be deployed or deleted. What CloudFormation did about it is done: the stack has been rolled back. */
export class DeploymentError extends Error {
  constructor(
    readonly stackName: string,
    /** The stack's status after that: `UPDATE_ROLLBACK_COMPLETE`. */
    readonly status: string,
    /** The events of this deployment, oldest first. */
    readonly events: readonly StackEventRecord[],
    /** The end of the logs of the functions that failed. */
    logs: readonly string[] = [],
  ) {
    const reasons = events.filter((event) => event.status.endsWith('_FAILED') && !event.reason?.endsWith('cancelled'))
      .map((event) => `  ${event.logicalId} (${event.type}): ${event.reason ?? event.status}`);
    super([`The stack ${stackName} is ${status}:`, ...reasons, ...logs.map((line) => `  | ${line}`)].join('\n'));
    this.name = 'DeploymentError';
  }
}
