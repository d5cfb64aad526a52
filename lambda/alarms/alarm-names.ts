import { createHash } from 'node:crypto';

const MAX_NAME_LENGTH = 255;

/** The name of an alarm whose user gave none: the same for the life of the resource, and in no other stack. */
export function generatedAlarmName(stackId: string, logicalId: string): string {
  const stackName = stackId.split('/')[1] ?? 'stack';
  const suffix = `-${createHash('sha256').update(JSON.stringify([stackId, logicalId])).digest('hex').slice(0, 10)}`;
  return `${stackName}-${logicalId}`.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}
