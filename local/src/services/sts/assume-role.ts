import { createHash } from 'node:crypto';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';
import { findRoleByArn, type Role } from '../iam/roles';
import { iamState } from '../iam/state';
import { trustsCaller } from '../iam/trust';

const HOUR = 3600;
const SHORTEST = 900;
const LONGEST = 12 * HOUR;
/** Inputs that would make another session than the one that is made. */
const REFUSED = ['Policy', 'PolicyArns', 'Tags', 'TransitiveTagKeys', 'SerialNumber', 'TokenCode', 'SourceIdentity', 'ProvidedContexts'];

/** What the caller's own policies must allow: nothing, if the role's trust policy names the caller. */
export function assumeRoleAuthorization(account: Account, call: ApiCall): AuthorizationRequest[] {
  const arn = String(call.input.RoleArn);
  const role = findRoleByArn(account, arn);
  if (role && trustsCaller(account, role, call.caller, contextOf(call)) === 'caller') return [];
  return [{ action: 'sts:AssumeRole', resource: arn, context: contextOf(call) }];
}

/** A session of a role, with a key that ends with it. */
export function assumeRole(account: Account, call: ApiCall): Record<string, unknown> {
  const { caller, input } = call;
  const arn = required(input, 'RoleArn');
  const session = required(input, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    throw new ServiceError('ValidationError', `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`);
  }
  const [refused] = REFUSED.filter((name) => input[name] !== undefined && input[name] !== '');
  if (refused) throw new NotSupportedError(`${refused} of sts:AssumeRole`);
  const role = findRoleByArn(account, arn);
  const trust = role && trustsCaller(account, role, caller, contextOf(call));
  if (!role || trust === undefined || trust === 'deny') {
    throw new ServiceError('AccessDenied', `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`, 403);
  }
  const expiresAt = account.clock.now() + lifetime(account, role, call) * 1000;
  const sessionArn = `arn:aws:sts::${account.id}:assumed-role/${role.roleName}/${session}`;
  const { accessKeyId } = account.keys.issue(role.roleName, sessionArn, { expiresAt });
  const secret = createHash('sha256').update(accessKeyId).digest('base64');
  return {
    Credentials: {
      AccessKeyId: accessKeyId, SecretAccessKey: secret.slice(0, 40), SessionToken: `local-${secret}`, Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: `${iamState(account).roles[role.roleName]?.roleId ?? ''}:${session}`, Arn: sessionArn },
  };
}

function contextOf({ input }: ApiCall): Record<string, string> {
  return {
    'sts:RoleSessionName': String(input.RoleSessionName),
    ...typeof input.ExternalId === 'string' ? { 'sts:ExternalId': input.ExternalId } : {},
  };
}

function lifetime(account: Account, role: Role, { caller, input }: ApiCall): number {
  const seconds = Number(input.DurationSeconds ?? HOUR);
  if (!Number.isInteger(seconds) || seconds < SHORTEST || seconds > LONGEST) {
    const bound = seconds < SHORTEST ? `greater than or equal to ${SHORTEST}` : `less than or equal to ${LONGEST}`;
    throw new ServiceError('ValidationError', `1 validation error detected: Value '${String(input.DurationSeconds)}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${bound}`);
  }
  if (seconds > (iamState(account).roles[role.roleName]?.maxSessionDuration ?? HOUR)) {
    throw new ServiceError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (caller.roleName !== undefined && seconds > HOUR) {
    throw new ServiceError('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  return seconds;
}

function required(input: Readonly<Record<string, unknown>>, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ServiceError('ValidationError', `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`);
}
