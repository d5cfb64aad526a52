import { checkConditionBlock } from './conditions';
import { ServiceError } from '../../core/service';

/** A policy document that has been checked. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource?: string[];
  readonly NotResource?: string[];
  readonly Condition?: ConditionBlock;
}

/** Operator → key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const STATEMENT_MEMBERS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Checks an identity-based policy as IAM does, and writes its one-or-many values as lists. */
export function parsePolicyDocument(value: unknown): PolicyDocument {
  const document = documentObject(value);
  const statements = asList(document.Statement).map(parseStatement);
  if (statements.length === 0) throw malformed('Syntax errors in policy.');
  const sids = statements.flatMap((statement) => statement.Sid ?? []);
  if (new Set(sids).size < sids.length) throw malformed('Statement IDs (SID) in a single policy must be unique.');
  return { ...document.Version !== undefined && { Version: String(document.Version) }, Statement: statements };
}

/** Checks the document that says who may assume a role. It is kept as it was given. */
export function checkTrustPolicy(value: unknown): unknown {
  const document = documentObject(value);
  const statements = asList(document.Statement);
  if (statements.length === 0) throw malformed('Syntax errors in policy.');
  for (const statement of statements) {
    if (!isObject(statement)) throw malformed('Syntax errors in policy.');
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('Syntax errors in policy.');
    if (statement.Resource !== undefined || statement.NotResource !== undefined) throw malformed('Has prohibited field Resource');
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
      throw malformed('Missing required field Principal');
    }
    const actions = asList(statement.Action);
    if (actions.length === 0) throw malformed('Missing required field Action');
    if (!actions.every((action) => typeof action === 'string' && /^sts:\w+$/.test(action))) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    }
  }
  return document;
}

/** How long a document is by IAM's count: as it was given, without white space. */
export function documentSize(document: unknown): number {
  return (typeof document === 'string' ? document : JSON.stringify(document)).replace(/\s/g, '').length;
}

function parseStatement(value: unknown): Statement {
  if (!isObject(value)) throw malformed('Syntax errors in policy.');
  if (value.Principal !== undefined || value.NotPrincipal !== undefined) throw malformed('Policy document should not specify a principal.');
  const unknown = Object.keys(value).find((key) => !STATEMENT_MEMBERS.includes(key));
  if (unknown) throw malformed(`Syntax errors in policy. (unknown element ${unknown})`);
  if (value.Effect !== 'Allow' && value.Effect !== 'Deny') throw malformed('Syntax errors in policy.');
  if (value.Sid !== undefined && !/^[0-9A-Za-z]*$/.test(String(value.Sid))) {
    throw malformed('Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  }
  const actions = oneOf(value, 'Action', 'NotAction', 'Policy statement must contain actions.');
  const resources = oneOf(value, 'Resource', 'NotResource', 'Policy statement must contain resources.');
  actions.values.forEach(checkAction);
  resources.values.forEach(checkResource);
  return {
    ...value.Sid !== undefined && { Sid: String(value.Sid) },
    Effect: value.Effect,
    [actions.name]: actions.values,
    [resources.name]: resources.values,
    ...value.Condition !== undefined && { Condition: checkConditionBlock(value.Condition) },
  };
}

function oneOf(statement: Record<string, unknown>, name: string, notName: string, missing: string): { name: string; values: string[] } {
  const present = [name, notName].filter((key) => statement[key] !== undefined);
  if (present.length === 0) throw malformed(missing);
  if (present.length > 1) throw malformed('Syntax errors in policy.');
  const values = asList(statement[present[0]]);
  if (values.length === 0) throw malformed(missing);
  if (!values.every((value) => typeof value === 'string')) throw malformed('Syntax errors in policy.');
  return { name: present[0], values };
}

function checkAction(action: string): void {
  if (action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action)) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
}

function checkResource(resource: string): void {
  if (resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource)) {
    throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  }
}

function documentObject(value: unknown): Record<string, unknown> {
  let document = value;
  if (typeof value === 'string') {
    try {
      document = JSON.parse(value) as unknown;
    } catch {
      throw malformed('This policy contains invalid Json');
    }
  }
  if (!isObject(document)) throw malformed('Syntax errors in policy.');
  const unknown = Object.keys(document).find((key) => !['Version', 'Id', 'Statement'].includes(key));
  if (unknown) throw malformed(`Syntax errors in policy. (unknown element ${unknown})`);
  if (!isVersion(document.Version)) throw malformed('Syntax errors in policy.');
  return document;
}

/** The versions of the language of policies; one that is left out is the older. */
export function isVersion(value: unknown): boolean {
  return value === undefined || value === '2012-10-17' || value === '2008-10-17';
}

export function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', message, 400);
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
