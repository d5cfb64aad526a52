import type { Template } from 'aws-cdk-lib/assertions';
import { LightsailFamily } from '../../src';

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The policies of a template, inline and managed: their statements by the policy's id without its hash. */
export function policies(template: Template): Record<string, readonly PolicyStatement[]> {
  return Object.fromEntries(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => Object.entries(template.findResources(type)))
    .map(([id, { Properties: properties }]) => [
      id.replace(/[0-9A-F]{8}$/, ''), (properties as { PolicyDocument: { Statement: PolicyStatement[] } }).PolicyDocument.Statement,
    ]));
}

/** The families that a template's provider has the permissions of, in the order of the enum. */
export function families(template: Template): LightsailFamily[] {
  const ids = Object.keys(policies(template));
  return Object.values(LightsailFamily).filter((family) => ids.some((id) => new RegExp(`Provider${family}(Managed)?Policy$`).test(id)));
}

/** Every statement of a template's policies. */
export function statements(template: Template): PolicyStatement[] {
  return Object.values(policies(template)).flat();
}
