import { createHash } from 'node:crypto';
import type { Owner } from '../lightsail/ownership';

const MAX_NAME_LENGTH = 255;

/** The name of a distribution whose user gave none: the same for the same request, so that a repeated one meets its own. */
export function generatedName(owner: Owner): string {
  const suffix = `-${createHash('sha256').update(JSON.stringify([owner.stackId, owner.logicalId, owner.requestId])).digest('hex').slice(0, 10)}`;
  // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID
  const [, stackName = ''] = owner.stackId.split('/');
  return `${stackName}-${owner.logicalId}`.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}
