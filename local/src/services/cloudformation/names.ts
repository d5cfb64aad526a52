import { randomInt } from 'node:crypto';

const MIXED_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function random(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** `<stack>-<logicalId>-<12 characters>`; both names are cut evenly where the service allows no more. */
export function generatedName(stackName: string, logicalId: string, maxLength: number): string {
  const room = Math.max(2, maxLength - 14);
  const half = Math.floor(room / 2);
  const logical = logicalId.slice(0, Math.max(half, room - stackName.length));
  const stack = stackName.slice(0, room - logical.length);
  return `${stack}-${logical}-${random(MIXED_CASE, 12)}`.slice(-maxLength);
}

/** The physical id that CloudFormation makes up for a custom resource that has not named its own. */
export function unansweredPhysicalId(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}-${random(UPPER_CASE, 12)}`;
}
