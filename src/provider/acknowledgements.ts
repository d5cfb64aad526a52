import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * What cdk-nag finds in the provider, with the reasons why it is so: in the template and in the construct tree, so that
 * users who run cdk-nag find the reasons there, and have nothing to acknowledge themselves.
 *
 * Both are plain metadata; nothing of cdk-nag is needed to write them.
 */
export interface Acknowledgement {
  /** A rule of cdk-nag: `AwsSolutions-SF1`. */
  readonly rule: string;
  /** Why it is so: at least ten characters, all of them ASCII. */
  readonly reason: string;
  /** The findings that are acknowledged, if the rule tells several apart: `Resource::*`. */
  readonly findings?: readonly string[];
}

/**
 * Where the CDK (since 2.257) records what `Validations.of(…).acknowledge` was told, and cdk-nag 3 looks for it. Written
 * directly: users may have an older CDK.
 */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** Records acknowledgements on the resource of a construct: for cdk-nag 2 in its template, for cdk-nag 3 in the tree. */
export function acknowledge(construct: IConstruct, ...acknowledgements: readonly Acknowledgement[]): void {
  if (acknowledgements.length === 0) return;
  const resource = (construct.node.defaultChild ?? construct) as CfnResource;
  resource.addMetadata('cdk_nag', {
    rules_to_suppress: acknowledgements.map(({ rule, reason, findings }) => ({ id: rule, reason, applies_to: findings })),
  });
  for (const { rule, reason, findings } of acknowledgements) {
    const ids = findings?.map((finding) => `${rule}[${finding}]`) ?? [rule];
    for (const id of ids) resource.node.addMetadata(ACKNOWLEDGED_RULES, { [id]: reason });
  }
}

/** Acknowledges the wildcards in the resources of a policy's statements, each with the reasons of all statements that have it. */
export function acknowledgeWildcards(
  policy: IConstruct, statements: ReadonlyArray<{ readonly resources: readonly string[]; readonly wildcardReason?: string }>,
): void {
  const stack = Stack.of(policy);
  const reasons = new Map<string, Set<string>>();
  for (const { resources, wildcardReason } of statements) {
    if (wildcardReason === undefined) continue;
    const wide = resources.map((resource) => flat(stack.resolve(resource))).filter((resource) => resource.includes('*'));
    for (const resource of wide) reasons.set(resource, (reasons.get(resource) ?? new Set()).add(wildcardReason));
  }
  const findings = new Map<string, string[]>();
  for (const [resource, its] of reasons) {
    const reason = [...its].join(' ');
    findings.set(reason, [...findings.get(reason) ?? [], `Resource::${resource}`]);
  }
  acknowledge(policy, ...[...findings].map(([reason, its]) => ({ rule: 'AwsSolutions-IAM5', reason, findings: its })));
}

/** A resource as cdk-nag writes it in the ids of its findings: `arn:<AWS::Partition>:states:…:<Waiter.Name>:*`. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(flat).join(separator);
  }
  return JSON.stringify(value);
}
