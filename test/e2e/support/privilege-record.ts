import {
  type Account, type ApiCall, type AuthorizationRequest, evaluate, lightsailState, policiesOfRole, type PolicyDocument, type Statement,
  type StoredResource,
} from 'cdk-local-cloud/engine';

/** An action of a statement, as a test names it: `Alarms ReadAlarms lightsail:GetAlarms`. */
type Use = string;

interface Match {
  readonly statement: Statement;
  readonly name: Use;
}

/** A call that needed a permission, and a condition of the statement that is to be violated. */
interface Attempt extends Match {
  readonly call: ApiCall;
  readonly request: AuthorizationRequest;
  readonly condition: string;
}

/** A call that violates one condition, and what has to be true of a resource's tags meanwhile. */
interface Violation {
  readonly call: ApiCall;
  readonly retag?: { readonly resource: StoredResource; readonly tags: Readonly<Record<string, string | undefined>> };
}

/**
 * Finds out, while functions work in the local cloud, which of the permissions of their roles they need, and whether each
 * condition denies what it is there to deny.
 *
 * A permission (one action in one statement) is needed by a call that is denied without it. Before such a call is carried
 * out, each condition of the statement is tried: the same caller makes calls that violate this one condition. They have to
 * be denied, and would have been allowed without the condition.
 */
export class PrivilegeRecord {
  /** Every permission that a watched role had, with its conditions. */
  readonly permissions = new Map<Use, readonly string[]>();
  /** The permissions without which a call would have been denied. */
  readonly needed = new Set<Use>();
  /** The conditions that have denied a call: the permission, the operator and the key. */
  readonly denying = new Set<string>();
  /** Calls that were allowed though they violated a condition. */
  readonly allowedViolations: string[] = [];
  /** Conditions that are still to be tried. */
  private attempts: Attempt[] = [];
  private violating = false;

  /** `nameOf`: the name of a policy; undefined for one that is not to be looked at. */
  constructor(private readonly account: Account, private readonly nameOf: (policy: PolicyDocument) => string | undefined) {
    const call = account.call.bind(account);
    const authorize = account.authorize.bind(account);
    account.call = async (request) => {
      const violations = this.violate(request, call);
      // Begun at once, as without the violations: nothing may come between a call and its turn.
      const answer = call(request);
      await Promise.all([...violations, answer.catch(() => undefined)]);
      return answer;
    };
    account.authorize = (caller, request, service) => {
      const reason = authorize(caller, request, service);
      if (reason === undefined && caller.roleName !== undefined && !this.violating) this.note(caller.roleName, request);
      return reason;
    };
  }

  private note(roleName: string, request: AuthorizationRequest): void {
    for (const { name } of this.needs(policiesOfRole(this.account, roleName), request)) this.needed.add(name);
  }

  /** The permissions without which this request would be denied. */
  private needs(policies: readonly PolicyDocument[], request: AuthorizationRequest): Match[] {
    if (!isAllowed(policies, request)) return [];
    return policies.flatMap((policy) => policy.Statement.flatMap((statement): Match[] => {
      const family = this.nameOf(policy);
      if (family === undefined) return [];
      for (const action of statement.Action ?? []) this.permissions.set(`${family} ${statement.Sid} ${action}`, conditionsOf(statement));
      if (!statement.Action?.includes(request.action)) return [];
      const without = { ...statement, Action: statement.Action.filter((action) => action !== request.action) };
      return isAllowed(exchange(policies, statement, without), request) ? [] : [{ statement, name: `${family} ${statement.Sid} ${request.action}` }];
    }));
  }

  /** Tries to violate each condition of what a call needs, and of what could not be tried before. */
  private violate(call: ApiCall, send: Account['call']): Array<Promise<void>> {
    const { caller: { roleName } } = call;
    if (roleName === undefined) return [];
    const policies = policiesOfRole(this.account, roleName);
    const requests = this.account.service(call.service).authorization(call);
    this.attempts.push(...requests.flatMap((request) => this.needs(policies, request).flatMap(({ statement, name }) => (
      conditionsOf(statement).map((condition) => ({ call, request, statement, condition, name }))))));
    const left = this.attempts.filter(({ name, condition }) => !this.denying.has(`${name} ${condition}`));
    this.attempts = [];
    return left.flatMap((attempt) => {
      const violations = attempt.call.caller.roleName === roleName ? this.violations(attempt) : [];
      // What is to be violated may not exist yet.
      if (violations.length === 0) this.attempts.push(attempt);
      return violations.map(async (violation) => this.tryOut(violation, policies, attempt, send));
    });
  }

  private async tryOut(
    { call, retag }: Violation, policies: readonly PolicyDocument[], { request, statement, condition, name }: Attempt, send: Account['call'],
  ): Promise<void> {
    const tags = retag?.resource.tags;
    if (retag) retag.resource.tags = { ...retag.resource.tags, ...retag.tags } as StoredResource['tags'];
    if (retag) for (const [key, value] of Object.entries(retag.tags)) if (value === undefined) delete retag.resource.tags[key];
    const without = exchange(policies, statement, withoutCondition(statement, condition));
    const isDenying = this.account.service(call.service).authorization(call)
      .some((other) => other.action === request.action && !isAllowed(policies, other) && isAllowed(without, other));
    this.violating = true;
    // Denied before anything is awaited: the tags are back before anybody else sees them.
    const answer = isDenying ? send(call) : undefined;
    this.violating = false;
    if (retag && tags) retag.resource.tags = tags;
    if (!answer) return;
    const error = await answer.then(() => 'allowed', (reason: unknown) => (reason as Error).name);
    if (error === 'AccessDeniedException') this.denying.add(`${name} ${condition}`);
    else this.allowedViolations.push(`${name} ${condition}: ${error}`);
  }

  /** Calls like this one that violate a condition of a statement: by their input, or by whose the resource is. */
  private violations({ call, request, statement, condition }: Attempt): Violation[] {
    const [operator, key] = condition.split(' ');
    const theirs = `arn:aws:cloudformation:${call.region}:999999999999:stack/Theirs/1`;
    const [kind, tag] = key.split(/\/(.*)/);
    const tags = (call.input.tags ?? []) as Array<{ readonly key: string; readonly value: string }>;
    switch (kind) {
      case 'aws:RequestTag':
        return [undefined, theirs].flatMap((value) => {
          const others = tags.filter((other) => other.key !== tag);
          const changed = value === undefined ? others : [...others, { key: tag, value }];
          return this.tagging(call, request, statement, { tags: changed }, { [tag]: undefined });
        });
      case 'aws:ResourceTag':
        return operator === 'Null'
          ? this.tagging(call, request, statement, {}, { [tag]: theirs })
          : this.existing(call, [request.resource]).flatMap((resource) => (
            [undefined, theirs].map((value) => ({ call, retag: { resource, tags: { [tag]: value } } }))));
      case 'aws:TagKeys': {
        const [pattern] = statement.Condition?.[operator][key] ?? [];
        const strange = operator.includes('Not') ? pattern.replace('*', 'stack') : 'cdk-lightsail:stack';
        const keys = (call.input.tagKeys ?? tags.map((other) => other.key)) as string[];
        const inputs = operator === 'Null'
          ? { tags: [], tagKeys: [] }
          : { tags: [...tags, { key: strange, value: theirs }], tagKeys: [...keys, strange] };
        const input = call.operation === 'UntagResource' ? { tagKeys: inputs.tagKeys } : { tags: inputs.tags };
        return request.tagOnCreate
          ? this.tagging(call, request, statement, input, { 'cdk-lightsail:stack': undefined })
          : [{ call: { ...call, input: { ...call.input, ...input } } }];
      }
      case 'cloudwatch:namespace': return [{ call: { ...call, input: { ...call.input, Namespace: 'Theirs' } } }];
      case 'events:source': return [{ call: { ...call, input: { ...call.input, Entries: (call.input.Entries as object[]).map((entry) => ({ ...entry, Source: 'theirs' })) } } }];
      default: throw new Error(`Say how the condition ${condition} can be violated.`);
    }
  }

  /**
   * Calls that tag: this one, or, if this one makes something that does not exist yet, one that does the same to what exists.
   */
  private tagging(
    call: ApiCall, request: AuthorizationRequest, statement: Statement, input: ApiCall['input'], retag: Readonly<Record<string, string | undefined>>,
  ): Violation[] {
    const changed = { ...call, input: { ...call.input, ...input } };
    const [resource] = this.existing(call, request.tagOnCreate || request.resource.endsWith('/*') || request.resource === '*' ? statement.Resource ?? [] : [request.resource]);
    if (request.tagOnCreate) {
      return resource ? [{ call: { ...changed, operation: 'TagResource', input: { resourceName: resource.name, tags: changed.input.tags } }, retag: { resource, tags: retag } }] : [];
    }
    if (call.operation === 'TagResource') return resource ? [{ call: changed, retag: { resource, tags: retag } }] : [];
    if (!('aws:ResourceTag/cdk-lightsail:stack' in (statement.Condition?.Null ?? {}))) return [{ call: changed }];
    // Only PutAlarm may mean what exists.
    const [alarm] = this.existing(call, ['*']).filter(({ kind }) => kind === 'Alarm');
    return alarm ? [{ call: { ...changed, input: { ...changed.input, alarmName: alarm.name } }, retag: { resource: alarm, tags: retag } }] : [];
  }

  /** What Lightsail has that these ARNs, or patterns of ARNs, stand for. */
  private existing({ region }: ApiCall, patterns: readonly string[]): StoredResource[] {
    const resources = Object.values(lightsailState(this.account).regions[region]?.resources ?? {});
    return resources.filter(({ arn }) => patterns.some((pattern) => new RegExp(`^${pattern.replace(/[/.]/g, '\\$&').replaceAll('*', '.*')}$`).test(arn)));
  }
}

function isAllowed(policies: readonly PolicyDocument[], { action, resource, context = {} }: AuthorizationRequest): boolean {
  return evaluate(policies, { action, resource, context: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])) }) === 'allow';
}

function exchange(policies: readonly PolicyDocument[], statement: Statement, other: Statement): PolicyDocument[] {
  return policies.map((policy) => ({ ...policy, Statement: policy.Statement.map((its) => (its === statement ? other : its)) }));
}

/** `StringEquals aws:RequestTag/owner`, for each. */
function conditionsOf({ Condition: condition = {} }: Statement): string[] {
  return Object.entries(condition).flatMap(([operator, keys]) => Object.keys(keys).map((key) => `${operator} ${key}`));
}

function withoutCondition(statement: Statement, condition: string): Statement {
  return {
    ...statement,
    Condition: Object.fromEntries(Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator, Object.fromEntries(Object.entries(keys).filter(([key]) => `${operator} ${key}` !== condition)),
    ])),
  };
}
