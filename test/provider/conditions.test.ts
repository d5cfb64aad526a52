import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Database, DatabaseStartSchedule, LightsailFamily, LightsailProvider } from '../../src';

type Json = Readonly<Record<string, unknown>>;

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Json;
}

/** All statements of the function's families, by their ids. Some stand in several policies. */
function statements(shared: boolean): Map<string, Statement> {
  const stack = new Stack();
  const provider = new LightsailProvider(stack, 'Provider', { shared });
  for (const family of Object.values(LightsailFamily)) provider.useFamily(family, stack);
  const template = Template.fromStack(stack);
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => Object.values(template.findResources(type)) as Array<{
    Properties: { PolicyDocument: { Statement: Statement[] } };
  }>);
  const named = policies.flatMap(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement).filter(({ Sid }) => Sid !== undefined);
  return new Map(named.map((statement) => [statement.Sid ?? '', statement]));
}

const ANY_STACK = 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/*';

/** Spelt out here once more: a slip in what all policies share would widen every one of them. */
function conditions(shared: boolean) {
  const operator = shared ? 'StringLike' : 'StringEquals';
  const owner = shared ? ANY_STACK : '${AWS::StackId}';
  const ours = { [operator]: { 'aws:ResourceTag/cdk-lightsail:stack': owner } };
  const asOurs = { [operator]: { 'aws:RequestTag/cdk-lightsail:stack': owner } };
  const unowned = { Null: { 'aws:ResourceTag/cdk-lightsail:stack': 'true' } };
  const onlyTag = (tag: string | string[]) => ({ 'ForAllValues:StringEquals': { 'aws:TagKeys': tag } });
  const withoutTag = (tag: string) => ({ 'ForAllValues:StringNotLike': { 'aws:TagKeys': tag } });
  return {
    // What is made.
    CreateDatabaseSnapshots: asOurs,
    CreateInstanceAndDiskSnapshots: asOurs,
    CreateContactMethods: asOurs,
    CreateDistributions: asOurs,
    CreateAlarms: { ...asOurs, ...unowned },
    // What is tagged as ours: only what no stack owns, and not with the tags of adoption.
    TagNewSnapshots: { ...asOurs, ...unowned },
    TagNewAlarms: { ...asOurs, ...unowned, ...withoutTag('cdk-lightsail:former*') },
    TagNewContactMethods: { ...asOurs, ...unowned },
    TagNewDistributions: { ...asOurs, ...unowned, ...withoutTag('cdk-lightsail:adopted') },
    AdoptAlarms: { ...asOurs, ...unowned },
    AdoptUnownedDistributions: { ...asOurs, ...unowned },
    TagCopies: { ...asOurs, ...unowned },
    // What is changed and deleted.
    ChangeOwnAlarms: ours,
    ChangeOwnDistributions: ours,
    DeleteOwnSnapshots: ours,
    DeleteOwnCopies: ours,
    UntagOwnAlarms: ours,
    UntagOwnContactMethods: ours,
    UntagOwnDistributions: ours,
    DeleteSourcesOfFinalSnapshots: { [operator]: { 'aws:ResourceTag/cdk-lightsail:final-snapshot': owner } },
    // Tags besides those that say whose something is.
    ...Object.fromEntries(['TagOwnSnapshots', 'TagOwnAlarms', 'TagOwnContactMethods', 'TagOwnDistributions'].map((sid) => (
      [sid, { ...ours, ...withoutTag('cdk-lightsail:*') }]))),
    RememberFormerAlarms: { ...ours, 'ForAllValues:StringLike': { 'aws:TagKeys': 'cdk-lightsail:former*' } },
    MarkOwnDistributions: { ...ours, ...onlyTag('cdk-lightsail:adopted') },
    MarkStoppedDatabases: { ...onlyTag(['cdk-lightsail:keep-stopped']), Null: { 'aws:TagKeys': 'false' } },
    // Other services.
    PublishResults: { StringEquals: { 'events:source': 'cdk-lightsail' } },
    ReportUnavailableMetrics: { StringEquals: { 'events:source': 'cdk-lightsail' } },
    PutMetrics: { StringEquals: { 'cloudwatch:namespace': 'cdk-lightsail' } },
    PutExportedMetrics: { StringLike: { 'cloudwatch:namespace': ['Lightsail', 'Lightsail/*'] } },
  };
}

/** Statements that change something and have no condition: what AWS lets be narrowed by nothing but the kind of resource. */
const WITHOUT_CONDITION = ['CopySnapshots', 'RemoveAndVerifyContactMethods', 'ResetDistributionCaches', 'StartAndStopDatabases', 'StartWaiter', 'WriteLog'];

/** A value of a template as `Fn::Sub` would write it. */
function text(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(text);
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return `\${${String(value.Ref)}}`;
  if ('Fn::Join' in value) return (value['Fn::Join'] as [string, unknown[]])[1].map(text).join('');
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, text(member)]));
}

describe.each([false, true])('the provider (shared: %s)', (shared) => {
  const all = statements(shared);

  test('has exactly these conditions', () => {
    const found = [...all].flatMap(([sid, { Condition }]) => (Condition ? [[sid, text(Condition)] as const] : []));
    expect(Object.fromEntries(found)).toEqual(conditions(shared));
  });

  test('changes nothing without a condition, but for what AWS lets nothing narrow, and its own waiter and log', () => {
    const unconditional = [...all].filter(([, { Action, Condition }]) => !Condition && [Action].flat().some((action) => !/:(Get|Describe)/.test(action)));
    expect(unconditional.map(([sid]) => sid).sort()).toEqual(WITHOUT_CONDITION);
  });

  test('names the account in each ARN, and the region, but for distributions and copies', () => {
    for (const [sid, { Resource }] of all) {
      for (const arn of [text(Resource)].flat()) {
        // Of the provider's own parts the template names the very one.
        if (arn === '*' || arn === '${AWS::StackId}' || typeof arn !== 'string') continue;
        const elsewhere = /Distribution|Copies/.test(sid) ? '\\*' : '\\$\\{AWS::Region\\}';
        expect(`${sid}: ${arn}`).toMatch(new RegExp(`: arn:\\$\\{AWS::Partition\\}:[a-z]+:${elsewhere}:\\$\\{AWS::AccountId\\}:`));
      }
    }
  });
});

test('EventBridge Scheduler calls the function only for the account itself', () => {
  const stack = new Stack();
  new DatabaseStartSchedule(stack, 'Morning', { database: Database.fromDatabaseName(stack, 'Db', 'shop-db'), schedule: ScheduleExpression.cron({ hour: '8' }) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole', Effect: 'Allow', Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }],
    },
  });
});
