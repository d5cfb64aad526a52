import { Aws, type Stack } from 'aws-cdk-lib';
import { OWNERSHIP_TAG_PREFIX, OwnershipTag } from './ownership-contract';
import { NARROWED_BY_TAG, type Permission } from './permission';

/** IAM conditions that hold only for what the function made, by its ownership tag. */
export interface OwnedBy {
  /** The request tags the new resource as ours: nothing can be made that the function could not remove again. */
  readonly createdAsOurs: Conditions;
  /**
   * As `createdAsOurs`, and the resource carries no stack's tag yet. Where a call may also change what exists (PutAlarm,
   * TagResource), the request's tag alone would allow taking over what another stack owns.
   */
  readonly newAsOurs: Conditions;
  /** The resource is tagged as ours. */
  readonly ours: Conditions;
  /** The resource is ours, and the request leaves its ownership tags alone. */
  readonly oursTagsKept: Conditions;
  /** The ARN of the stack, or a pattern of any stack's. */
  readonly stacks: string;
  /** The resource is tagged with the ARN of the stack, by this key. */
  taggedWithStack(key: string): Conditions;
}

type Conditions = Record<string, Record<string, string | string[]>>;

/** Only what this one stack owns. */
export function ownedByStack(stack: Stack): OwnedBy {
  return conditions('StringEquals', stack.stackId);
}

/** What any stack of the account and region owns: for a provider that several stacks share. */
export function ownedByAnyStack(): OwnedBy {
  return conditions('StringLike', `arn:${Aws.PARTITION}:cloudformation:${Aws.REGION}:${Aws.ACCOUNT_ID}:stack/*`);
}

/**
 * Lets a call that creates something tag it. AWS does not document whether Lightsail checks TagResource as well then, as
 * other services do; what CloudFormation's own handlers of Lightsail need suggests that it does.
 *
 * To IAM, an existing resource that no stack owns looks like a new one. Where the function adopts such resources, it always
 * sets a tag that says so: that tag (a pattern of keys) is denied here, and allowed by the family of adoption.
 */
export function tagNewStatement(sid: string, resources: string | string[], owned: OwnedBy, adoptionTag?: string): Permission {
  return {
    sid,
    actions: ['lightsail:TagResource'],
    resources: [resources].flat(),
    wildcardReason: NARROWED_BY_TAG,
    conditions: { ...owned.newAsOurs, ...adoptionTag !== undefined && { 'ForAllValues:StringNotLike': { 'aws:TagKeys': adoptionTag } } },
  };
}

function conditions(operator: 'StringEquals' | 'StringLike', owner: string): OwnedBy {
  const ours = { [operator]: { [`aws:ResourceTag/${OwnershipTag.STACK}`]: owner } };
  const createdAsOurs = { [operator]: { [`aws:RequestTag/${OwnershipTag.STACK}`]: owner } };
  return {
    createdAsOurs,
    newAsOurs: { ...createdAsOurs, Null: { [`aws:ResourceTag/${OwnershipTag.STACK}`]: 'true' } },
    ours,
    stacks: owner,
    taggedWithStack: (key) => ({ [operator]: { [`aws:ResourceTag/${key}`]: owner } }),
    oursTagsKept: { ...ours, 'ForAllValues:StringNotLike': { 'aws:TagKeys': `${OWNERSHIP_TAG_PREFIX}*` } },
  };
}
