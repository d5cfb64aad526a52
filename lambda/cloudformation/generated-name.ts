import { createHash } from 'node:crypto';

const MAX_NAME_LENGTH = 255;

/** The name of something whose user gave none: the same for the same ids, and in no other stack. */
export function generatedName(stackId: string, logicalId: string, ...more: readonly string[]): string {
  const suffix = `-${createHash('sha256').update(JSON.stringify([stackId, logicalId, ...more])).digest('hex').slice(0, 10)}`;
  // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID
  const [, stackName = 'stack'] = stackId.split('/');
  return `${stackName}-${logicalId}`.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}
