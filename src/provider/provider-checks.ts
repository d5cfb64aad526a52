import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LightsailFamily } from './family';
import type { LightsailProviderProps } from './lightsail-provider-props';
import { refuse } from '../private/refuse';

const CONCURRENCY = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html';

export function checkProvider(scope: IConstruct, props: LightsailProviderProps): void {
  if (props.families && !props.shared) {
    refuse(scope, {
      got: 'families for a provider that is not shared',
      expected: 'families together with `shared: true`: a provider of one stack has the permissions of what the stack uses',
      fix: 'set `shared: true`, or leave `families` out',
    });
  }
  if (!props.vpc && (props.vpcSubnets ?? props.securityGroups)) {
    refuse(scope, { got: `${props.vpcSubnets ? 'vpcSubnets' : 'securityGroups'} without vpc`, expected: 'the VPC that they are of', fix: 'pass vpc as well' });
  }
  checkWhole(scope, 'memorySize', props.memorySize, 128, 10_240, 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html');
  checkWhole(scope, 'reservedConcurrentExecutions', props.reservedConcurrentExecutions, 1, Number.POSITIVE_INFINITY, CONCURRENCY);
  if (props.waiterLogs?.includeExecutionData) {
    Annotations.of(scope).addWarningV2('cdk-lightsail:responseUrlsInLog', 'The log of the waiter will hold the URLs that answer CloudFormation: whoever reads one '
      + 'within two hours can answer in place of the function. Leave includeExecutionData out, or acknowledge this warning if few may read the log.');
  }
}

function checkWhole(scope: IConstruct, prop: string, value: number | undefined, min: number, max: number, see: string): void {
  if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max)) return;
  refuse(scope, {
    got: `${value} as ${prop}`, expected: `a whole number ${Number.isFinite(max) ? `from ${min} to ${max}` : `of ${min} or more`}`, fix: 'choose such a number', see,
  });
}

/** Refuses a construct of a family that a provider does not have the permissions of. */
export function checkFamily(user: IConstruct, family: LightsailFamily, families: readonly LightsailFamily[] | undefined, whose: string): void {
  if (!families || families.includes(family)) return;
  const [name = family] = Object.entries(LightsailFamily).find(([, value]) => value === family) ?? [];
  refuse(user, {
    got: `a construct of the family '${family}'`,
    expected: `one of ${whose} families (${families.join(', ')})`,
    fix: `add LightsailFamily.${name} to the provider's \`families\`, or leave \`families\` out`,
  });
}

/** A custom resource's function is in the stack's region, and its account is the one in which it works. */
export function checkPlace(user: IConstruct, provider: { readonly account: string; readonly region: string }): void {
  const stack = Stack.of(user);
  for (const place of ['region', 'account'] as const) {
    const [its, own] = [provider[place], stack[place]];
    if (its === own || Token.isUnresolved(its) || Token.isUnresolved(own)) continue;
    refuse(user, {
      got: `a provider of the ${place} ${its} for a stack in ${own}`,
      expected: 'a provider of the stack\'s own account and region',
      fix: `pass a provider of ${own}, or leave \`provider\` out to have one in the stack`,
    });
  }
}
