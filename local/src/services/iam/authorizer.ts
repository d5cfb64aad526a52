import { awsManagedPolicy, isAwsManaged } from './aws-managed-policies';
import { evaluate, type Question } from './evaluator';
import type { PolicyDocument } from './policy-document';
import { decideForService } from './resource-policy';
import { iamState, type StoredRole, versionAt } from './state';
import type { Account, Authorizer } from '../../core/account';
import type { AuthorizationRequest, Principal, ServiceIdentity } from '../../core/authorization';
import type { Service } from '../../core/service';

export interface AuthorizerOptions {
  /**
   * How long a grant takes to spread through IAM. Until then the caller has only what both the old and the new policies
   * allow: a revoked right is gone at once, a new one comes late. That is the worst that AWS does, every time.
   * Default: 5.
   */
  readonly propagationSeconds?: number;
  /**
   * Whether a call that makes something with tags needs the permission to tag, too, as in EC2. For Lightsail it is not
   * documented; a policy should work either way. Default: false.
   */
  readonly tagOnCreate?: boolean;
}

/** Checks every call of a role against its policies, that of a service against the resource's, and answers in AWS's words. */
export function iamAuthorizer(account: Account, options: AuthorizerOptions = {}): Authorizer {
  const propagation = (options.propagationSeconds ?? 5) * 1000;
  return (caller, request, service) => {
    if (caller.service) return reasonAgainstService(caller.service, request, service);
    if (caller.roleName === undefined || (request.tagOnCreate && !options.tagOnCreate)) return undefined;
    const role = iamState(account).roles[caller.roleName];
    const question: Question = { ...request, context: requestContext(account, caller, role, request) };
    const granted = request.allowedByResource ?? false;
    for (const time of [account.clock.now(), account.clock.now() - propagation]) {
      const reason = reasonAgainst(account, role, question, time, granted);
      if (reason) return `User: ${caller.arn} is not authorized to perform: ${request.action} on resource: ${request.resource} ${reason}`;
    }
    return undefined;
  };
}

/** A service has no policies of its own: that of the resource decides. */
function reasonAgainstService(caller: ServiceIdentity, { action, resource }: AuthorizationRequest, service: Service): string | undefined {
  const decision = decideForService(service.resourcePolicy?.(resource), caller, action, resource);
  if (decision === 'allow') return undefined;
  return `User: ${caller.name} is not authorized to perform: ${action} on resource: ${resource} ${decision === 'explicit-deny'
    ? 'with an explicit deny in a resource-based policy' : `because no resource-based policy allows the ${action} action`}`;
}

function reasonAgainst(account: Account, role: StoredRole | undefined, question: Question, time: number, granted: boolean): string | undefined {
  const noPolicy = (kind: string) => `because no ${kind} allows the ${question.action} action`;
  const decision = evaluate(role ? policiesAt(account, role, time) : [], question);
  if (decision === 'explicit-deny') return 'with an explicit deny in an identity-based policy';
  if (decision === 'implicit-deny' && !granted) return noPolicy('identity-based policy');
  if (role?.permissionsBoundary === undefined) return undefined;
  const boundary = managedPolicyAt(account, role.permissionsBoundary, time);
  const limit = evaluate(boundary ? [boundary] : [], question);
  if (limit === 'explicit-deny') return 'with an explicit deny in a permissions boundary';
  return limit === 'implicit-deny' ? noPolicy('permissions boundary') : undefined;
}

/** The policies of a role as they are now, inline and managed. */
export function policiesOfRole(account: Account, roleName: string): PolicyDocument[] {
  const role = iamState(account).roles[roleName];
  return role ? policiesAt(account, role, account.clock.now()) : [];
}

function policiesAt(account: Account, role: StoredRole, time: number): PolicyDocument[] {
  const inline = Object.values(role.inlinePolicies).map((versions) => versionAt(versions, time));
  const managed = Object.entries(role.attachedPolicies)
    .filter(([, since]) => since <= time)
    .map(([arn]) => managedPolicyAt(account, arn, time));
  return [...inline, ...managed].filter((document) => document !== undefined);
}

function managedPolicyAt(account: Account, arn: string, time: number): PolicyDocument | undefined {
  if (isAwsManaged(arn)) return awsManagedPolicy(arn);
  const policy = iamState(account).managedPolicies[arn];
  return policy && versionAt(policy.versions, time);
}

/** The keys that the service gave, and the global ones that every request has. */
function requestContext(
  account: Account, caller: Principal, role: StoredRole | undefined, request: AuthorizationRequest,
): Map<string, string | readonly string[]> {
  const now = account.clock.now();
  const context: Record<string, string | readonly string[]> = {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SecureTransport': 'true',
    'aws:PrincipalAccount': account.id,
    'aws:PrincipalArn': role?.arn ?? caller.arn,
    'aws:PrincipalType': 'AssumedRole',
    ...request.context,
  };
  for (const [key, value] of Object.entries(role?.tags ?? {})) context[`aws:PrincipalTag/${key}`] = value;
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}
