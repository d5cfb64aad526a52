import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LightsailFamily, LightsailProvider } from '../../src';
import { fillIn, type TemplateResource, type TemplateValues } from '../support/template-values';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const MANAGED_POLICY_SIZE = 6144;
const INLINE_SIZE_OF_ROLE = 10_240;
const MANAGED_POLICIES_OF_ROLE = 10;

/** What the provider's documentation leaves to its user: of the role's quotas. */
const LEFT_TO_USER = { inlineSize: 2048, managedPolicies: 2 };
/** The next release's additions to a family must not fill its policy at once. */
const LEFT_IN_POLICY = 1024;

/** The worst that a deployment can bring: names as long as the services allow. */
const REGION = 'us-isof-south-1';
const PARTITION = 'aws-us-gov';
const ACCOUNT = '123456789012';
const STACK_NAME = 's'.repeat(128);
const arn = (service: string, resource: string) => `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`;
const WORST: TemplateValues = {
  pseudoParameters: {
    'AWS::AccountId': ACCOUNT,
    'AWS::Partition': PARTITION,
    'AWS::Region': REGION,
    'AWS::StackId': arn('cloudformation', `stack/${STACK_NAME}/01234567-89ab-cdef-0123-456789abcdef`),
  },
  attributes: {
    'AWS::Logs::LogGroup Arn': `${arn('logs', `log-group:${'l'.repeat(512)}`)}:*`,
    'AWS::StepFunctions::StateMachine Arn': arn('states', `stateMachine:${'w'.repeat(80)}`),
    'AWS::StepFunctions::StateMachine Name': 'w'.repeat(80),
  },
};

interface Policy {
  readonly kind: 'inline' | 'managed';
  readonly size: number;
}

/** The policies on the function's role of a provider with these families. */
function policiesOf(families: readonly LightsailFamily[], shared: boolean): Policy[] {
  const stack = new Stack(new App(), 'Shop', { stackName: STACK_NAME });
  const provider = new LightsailProvider(stack, 'Provider', shared ? { shared, families: [...families] } : {});
  for (const family of families) provider.useFamily(family, stack);
  const { Resources: resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, TemplateResource> };
  const role = stack.resolve(provider.role.roleName) as unknown;
  return Object.values(resources)
    .filter(({ Properties: { Roles: roles = [] } = {} }) => JSON.stringify(roles) === JSON.stringify([role]))
    .map(({ Type: type, Properties: { PolicyDocument: document } }) => {
      if (type !== 'AWS::IAM::Policy' && type !== 'AWS::IAM::ManagedPolicy') throw new Error(`Unknown policy: ${type}`);
      return { kind: type === 'AWS::IAM::Policy' ? 'inline' : 'managed', size: JSON.stringify(fillIn(document, resources, WORST)).replace(/\s/g, '').length };
    });
}

describe.each([['a stack\'s own', false], ['a shared', true]])('%s provider', (_, shared) => {
  const [base, ...none] = policiesOf([], shared);
  const ofFamily = Object.values(LightsailFamily).map((family) => {
    const [ofProvider, ...its] = policiesOf([family], shared);
    expect(ofProvider).toEqual(base);
    return its;
  });

  test('has one policy without a family, and one more with each', () => {
    expect(none).toEqual([]);
    expect(ofFamily.map((its) => its.length)).toEqual(ofFamily.map(() => 1));
    expect(policiesOf(Object.values(LightsailFamily), shared)).toEqual([base, ...ofFamily.flat()]);
  });

  test('fits into IAM\'s quotas with every combination of families, and leaves room', () => {
    const combinations = ofFamily.reduce<Policy[][]>((without, its) => [...without, ...without.map((policies) => [...policies, ...its])], [[base]]);
    expect(combinations).toHaveLength(2 ** Object.keys(LightsailFamily).length);
    const refused: string[] = [];
    for (const policies of combinations) {
      const managed = policies.filter(({ kind }) => kind === 'managed');
      const inline = policies.filter(({ kind }) => kind === 'inline').reduce((sum, { size }) => sum + size, 0);
      const fits = inline <= INLINE_SIZE_OF_ROLE - LEFT_TO_USER.inlineSize
        && managed.length <= MANAGED_POLICIES_OF_ROLE - LEFT_TO_USER.managedPolicies
        && managed.every(({ size }) => size <= MANAGED_POLICY_SIZE - LEFT_IN_POLICY);
      if (!fits) refused.push(`${managed.map(({ size }) => size).join(', ')} managed; ${inline} inline`);
    }
    expect(refused).toEqual([]);
  });
});
