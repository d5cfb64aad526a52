import { Aws, type Stack } from 'aws-cdk-lib';
import { OWNERSHIP_TAG_PREFIX, OwnershipTag } from './ownership-contract';

/** IAM conditions that hold only for what the function made, by its ownership tag. */
export interface OwnedBy {
  /** The request tags the new resource as ours: nothing can be made that the function could not remove again. */
  readonly createdAsOurs: Conditions;
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

function conditions(operator: 'StringEquals' | 'StringLike', owner: string): OwnedBy {
  const ours = { [operator]: { [`aws:ResourceTag/${OwnershipTag.STACK}`]: owner } };
  return {
    createdAsOurs: { [operator]: { [`aws:RequestTag/${OwnershipTag.STACK}`]: owner } },
    ours,
    stacks: owner,
    taggedWithStack: (key) => ({ [operator]: { [`aws:ResourceTag/${key}`]: owner } }),
    oursTagsKept: { ...ours, 'ForAllValues:StringNotLike': { 'aws:TagKeys': `${OWNERSHIP_TAG_PREFIX}*` } },
  };
}
