import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { LightsailProvider } from '../provider/lightsail-provider';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * The role as which EventBridge Scheduler calls the provider's function: one for all schedules of a stack that use the
 * same provider. It belongs to the schedules' stack, not to the provider's: a queue of the stack can then be granted to
 * it, and a provider of another stack or app needs to know of none.
 */
export function invokeRole(scope: IConstruct, provider: ILightsailProvider): iam.Role {
  const stack = Stack.of(scope);
  const id = `CdkLightsailSchedulerRole${provider.node.addr.slice(-8)}`;
  const existing = stack.node.tryFindChild(id);
  if (existing instanceof iam.Role) return existing;
  return new iam.Role(stack, id, {
    description: 'Lets EventBridge Scheduler call the Lightsail provider function',
    permissionsBoundary: provider instanceof LightsailProvider ? provider._permissionsBoundary : undefined,
    assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
    inlinePolicies: {
      InvokeFunction: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [provider.functionArn] })],
      }),
    },
  });
}
