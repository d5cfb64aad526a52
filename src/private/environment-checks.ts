import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { refuse } from './refuse';

/** Lightsail's own list of its regions: `RegionName` of its API. */
export const LIGHTSAIL_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'eu-south-2', 'ca-central-1',
  'ap-east-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-3', 'ap-southeast-5', 'sa-east-1',
];

const SEE = 'https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-regions-and-availability-zones-in-amazon-lightsail.html';

/** A warning, no error: AWS opens regions, and releases of this library stay in use. */
export function warnOfRegion(scope: IConstruct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || LIGHTSAIL_REGIONS.includes(region)) return;
  Annotations.of(scope).addWarningV2('cdk-lightsail:regionWithoutLightsail', `Lightsail is not known to be in ${region}: the deployment would fail. `
    + `Its regions are ${LIGHTSAIL_REGIONS.join(', ')}. Deploy the stack to one of them; if Lightsail has come to ${region} since, acknowledge this warning. See ${SEE}`);
}

/**
 * Lightsail knows resources by their names only, so one of another account or region would be taken for the namesake in the
 * stack's own. `anyRegion`: what is global, or names its region itself.
 */
export function checkEnvironment(
  scope: IConstruct, resource: IConstruct & Partial<IEnvironmentAware> | undefined, options: { readonly anyRegion?: boolean } = {},
): void {
  // Not every construct says where it is.
  if (!resource?.env) return;
  const stack = Stack.of(scope);
  const differs = (one: string, other: string) => !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
  const { account, region } = resource.env;
  const isOfOtherRegion = options.anyRegion !== true && differs(region, stack.region);
  if (!differs(account, stack.account) && !isOfOtherRegion) return;
  refuse(scope, {
    got: `${resource.node.path}, which is in ${isOfOtherRegion ? region : `the account ${account}`}, for a stack in ${isOfOtherRegion ? stack.region : stack.account}`,
    expected: `a resource of the stack's own account${options.anyRegion ? '' : ' and region'}: the provider's function works there only`,
    fix: 'move the construct into a stack of that account and region',
  });
}
