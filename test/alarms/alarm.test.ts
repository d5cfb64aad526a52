import { App, Duration, Lazy, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnInstance } from 'aws-cdk-lib/aws-lightsail';
import {
  Alarm, type AlarmProps, AlarmState, ComparisonOperator, ContactEndpoint, ContactMethod, ContactProtocol, Database, DatabaseMetric, Instance,
  InstanceMetric, TreatMissingData,
} from '../../src';
import { statements } from '../support/policies';

const TYPE = 'Custom::LightsailAlarm';

function shop(app = new App(), id = 'Shop'): Stack {
  return new Stack(app, id);
}

function cpu(stack: Stack, props: Partial<AlarmProps> = {}, id = 'Cpu'): Alarm {
  const web = stack.node.tryFindChild('Web') ?? Instance.fromInstanceName(stack, 'Web', 'web-1');
  return new Alarm(stack, id, {
    metric: InstanceMetric.cpuUtilization(web as ReturnType<typeof Instance.fromInstanceName>),
    threshold: 80,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    ...props,
  });
}

describe('Alarm', () => {
  test('says everything, the defaults included: PutAlarm overwrites all that it is not told', () => {
    const stack = shop();
    cpu(stack);
    const [alarm] = Object.values(Template.fromStack(stack).findResources(TYPE));
    const { ServiceToken, ...properties } = alarm.Properties as Record<string, unknown>;
    expect(properties).toEqual({
      MetricName: 'CPUUtilization',
      MonitoredResourceName: 'web-1',
      MonitoredResourceType: 'Instance',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'missing',
      NotificationEnabled: true,
      TimeoutSeconds: 1200,
      ServiceTimeout: '1500',
    });
    expect(ServiceToken).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^CdkLightsailProviderFunction/), 'Arn'] });
  });

  test('passes on what is given', () => {
    const stack = shop();
    const email = new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com') });
    const sms = ContactMethod.fromProtocol(stack, 'Phone', ContactProtocol.SMS);
    cpu(stack, {
      alarmName: 'web-cpu',
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      contactMethods: [sms, email, email],
      notifyOn: [AlarmState.OK, AlarmState.ALARM],
      enabled: false,
      adoptExisting: true,
      verifyOnDeploy: true,
      timeout: Duration.minutes(5),
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, {
      AlarmName: 'web-cpu',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      ContactProtocols: ['Email', 'SMS'],
      NotificationTriggers: ['ALARM', 'OK'],
      NotificationEnabled: false,
      AdoptExisting: true,
      VerifyOnDeploy: true,
      TimeoutSeconds: 300,
    });
  });

  test('is made after its contact methods and deleted before them', () => {
    const stack = shop();
    const email = new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email('ops@example.com') });
    cpu(stack, { contactMethods: [email] });
    const template = Template.fromStack(stack);
    const [contactMethod] = Object.keys(template.findResources('Custom::LightsailContactMethod'));
    template.hasResource(TYPE, { DependsOn: Match.arrayWith([contactMethod]) });
    template.hasResourceProperties(TYPE, { NotificationTriggers: ['ALARM'] });
  });

  test('is all of its periods beyond the threshold, if not told otherwise', () => {
    const stack = shop();
    cpu(stack, { evaluationPeriods: 6 });
    Template.fromStack(stack).hasResourceProperties(TYPE, { EvaluationPeriods: 6, DatapointsToAlarm: 6 });
  });

  test('goes with the stack, or stays', () => {
    const stack = shop();
    cpu(stack);
    cpu(stack, { removalPolicy: RemovalPolicy.RETAIN }, 'Kept');
    const template = Template.fromStack(stack);
    template.hasResource(TYPE, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    template.hasResource(TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is a reference to the alarm, with its attributes', () => {
    const stack = shop();
    const alarm = cpu(stack);
    const [logicalId] = Object.keys(Template.fromStack(stack).findResources(TYPE));
    expect(stack.resolve(alarm.alarmRef)).toEqual({ alarmName: { Ref: logicalId }, alarmArn: { 'Fn::GetAtt': [logicalId, 'AlarmArn'] } });
    expect(stack.resolve(alarm.alarmState)).toEqual({ 'Fn::GetAtt': [logicalId, 'State'] });
  });

  test('carries its own tags and those of its scope', () => {
    const stack = shop();
    cpu(stack, { tags: { purpose: 'paging' } });
    Tags.of(stack).add('team', 'shop');
    Template.fromStack(stack).hasResourceProperties(TYPE, { Tags: [{ Key: 'purpose', Value: 'paging' }, { Key: 'team', Value: 'shop' }] });
  });

  test('refers to the resource it watches', () => {
    const stack = shop();
    const instance = new CfnInstance(stack, 'App', { instanceName: 'app', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    cpu(stack, { metric: InstanceMetric.statusCheckFailed(instance), threshold: 1 });
    Template.fromStack(stack).hasResourceProperties(TYPE, { MonitoredResourceName: { Ref: 'App' } });
  });
});

describe('permissions', () => {
  function sids(stack: Stack): string[] {
    return statements(Template.fromStack(stack)).flatMap(({ Sid }) => Sid ?? []);
  }

  test('an alarm gives no right to contact methods, nor to other people\'s alarms', () => {
    const stack = shop();
    cpu(stack);
    expect(sids(stack)).toEqual([
      'StartWaiter', 'FindWaiterExecutions', 'ReadStacks', 'WriteLog',
      'ReadAlarms', 'CreateAlarms', 'TagNewAlarms', 'ChangeOwnAlarms', 'TagOwnAlarms', 'RememberFormerAlarms', 'UntagOwnAlarms',
    ]);
  });

  test('of the library\'s own tags, only those that remember what an alarm was can be set on it', () => {
    const stack = shop();
    cpu(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'RememberFormerAlarms',
            Action: 'lightsail:TagResource',
            Condition: {
              'StringEquals': { 'aws:ResourceTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } },
              'ForAllValues:StringLike': { 'aws:TagKeys': 'cdk-lightsail:former*' },
            },
          }),
        ]),
      },
    });
  });

  test('only an alarm that adopts may make others\' its own', () => {
    const stack = shop();
    cpu(stack, { adoptExisting: true, alarmName: 'web-cpu' });
    expect(sids(stack)).toContain('AdoptAlarms');
  });

  test('an alarm that is adopted leaves room for the tags that keep what it was', () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
    cpu(shop(), { adoptExisting: true, alarmName: 'web-cpu', tags: tags(40) });
    expect(() => cpu(shop(), { adoptExisting: true, alarmName: 'web-cpu', tags: tags(41) })).toThrow(/Got 41 tags of an alarm that is adopted; expected at most 40/);
  });

  test.each(['CreateAlarms', 'TagNewAlarms', 'AdoptAlarms'])('%s leaves alone what any stack owns', (sid) => {
    const stack = shop();
    cpu(stack, { adoptExisting: true, alarmName: 'web-cpu' });
    expect(statements(Template.fromStack(stack)).find(({ Sid }) => Sid === sid)?.Condition).toEqual({
      StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } },
      Null: { 'aws:ResourceTag/cdk-lightsail:stack': 'true' },
      // Only adoption sets the tags that remember what an alarm was.
      ...sid === 'TagNewAlarms' && { 'ForAllValues:StringNotLike': { 'aws:TagKeys': 'cdk-lightsail:former*' } },
    });
  });

  test('alarms are created with our tag, changed and deleted by it', () => {
    const stack = shop();
    cpu(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'CreateAlarms',
            Resource: '*',
            Action: 'lightsail:PutAlarm',
            Condition: { StringEquals: { 'aws:RequestTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
          }),
          Match.objectLike({
            Sid: 'ChangeOwnAlarms',
            Condition: { StringEquals: { 'aws:ResourceTag/cdk-lightsail:stack': { Ref: 'AWS::StackId' } } },
          }),
        ]),
      },
    });
  });
});

describe('wrong input', () => {
  const contactMethods = (stack: Stack) => [ContactMethod.fromProtocol(stack, 'OnCall', ContactProtocol.EMAIL)];
  const cases: Array<[string, (stack: Stack) => Partial<AlarmProps>, RegExp]> = [
    ['a name with a dot', () => ({ alarmName: 'web.cpu' }), /Got 'web\.cpu' as alarmName; expected 2 to 255 letters/],
    ['no period', () => ({ evaluationPeriods: 0 }), /Got 0 as evaluationPeriods; expected a whole number from 1 to 288/],
    ['too many periods', () => ({ evaluationPeriods: 289 }), /Got 289 as evaluationPeriods/],
    ['half a period', () => ({ evaluationPeriods: 1.5 }), /Got 1\.5 as evaluationPeriods/],
    ['more datapoints than periods', () => ({ evaluationPeriods: 3, datapointsToAlarm: 4 }), /Got 4 as datapointsToAlarm with 3 as evaluationPeriods; .*"M out of N"/],
    ['more datapoints than the default', () => ({ datapointsToAlarm: 2 }), /Got 2 as datapointsToAlarm with 1 as evaluationPeriods/],
    ['no datapoint', () => ({ evaluationPeriods: 3, datapointsToAlarm: 0 }), /Got 0 as datapointsToAlarm/],
    ['triggers without contact methods', () => ({ notifyOn: [AlarmState.ALARM] }), /Got notifyOn without contactMethods/],
    ['triggers with an empty list of contact methods', () => ({ notifyOn: [AlarmState.ALARM], contactMethods: [] }), /Got notifyOn without contactMethods/],
    ['triggers without ALARM', (stack) => ({ notifyOn: [AlarmState.OK], contactMethods: contactMethods(stack) }), /Got notifyOn with OK; expected AlarmState\.ALARM among them/],
    ['no trigger', (stack) => ({ notifyOn: [], contactMethods: contactMethods(stack) }), /Got notifyOn with no state/],
    ['a percentage of 120', () => ({ threshold: 120 }), /Got a threshold of 120 for CPUUtilization; expected .*CPUUtilization goes from 0 to 100 \(Percent\)/],
    ['a negative threshold', () => ({ threshold: -1 }), /Got a threshold of -1 for CPUUtilization/],
    ['a threshold that is no number', () => ({ threshold: Number.NaN }), /Got a threshold of NaN/],
    ['what never holds: > 100 %', () => ({ threshold: 100 }), /Got GreaterThanThreshold with a threshold of 100 .*this one never holds/],
    ['what never holds: < 0', () => ({ threshold: 0, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }), /this one never holds/],
    ['what always holds: >= 0', () => ({ threshold: 0, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD }), /this one always holds/],
    ['what always holds: <= 100 %', () => ({ threshold: 100, comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD }), /this one always holds/],
    ['a metric without alarms', (stack) => ({ metric: InstanceMetric.metadataNoToken(Instance.fromInstanceName(stack, 'App', 'app')) }),
      /Got the metric MetadataNoToken of a resource of the type Instance; expected a metric that Lightsail has alarms for\. Lightsail publishes it, but PutAlarm does not take it/],
    ['a tag of ours', () => ({ tags: { 'cdk-lightsail:stack': 'x' } }), /Got a tag 'cdk-lightsail:stack'/],
    ['a time-out over 55 minutes', () => ({ timeout: Duration.minutes(56) }), /Got a timeout of 56 minutes/],
  ];
  test.each(cases)('refuses %s', (_, props, message) => {
    const stack = shop();
    expect(() => cpu(stack, props(stack))).toThrow(message);
  });

  test('names the construct', () => {
    expect(() => cpu(shop(), { threshold: 120 })).toThrow(/^\[Shop\/Cpu\] Got .* To fix it, /);
  });

  test('a threshold without an upper limit may be any number', () => {
    const stack = shop();
    const metric = DatabaseMetric.freeStorageSpace(Database.fromDatabaseName(stack, 'Db', 'db-1'));
    expect(() => cpu(stack, { metric, threshold: 5e9, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD })).not.toThrow();
  });

  test('lets tokens pass', () => {
    const stack = shop();
    const number = (value: number) => Lazy.number({ produce: () => value });
    cpu(stack, {
      alarmName: Lazy.string({ produce: () => 'not.checked' }),
      threshold: number(120),
      evaluationPeriods: number(300),
      datapointsToAlarm: number(400),
    });
    cpu(stack, { evaluationPeriods: number(300), datapointsToAlarm: 288 }, 'Second');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('refuses a contact method of another region', () => {
    const app = new App();
    const ireland = new Stack(app, 'Ireland', { env: { region: 'eu-west-1' } });
    const oregon = new Stack(app, 'Oregon', { env: { region: 'us-west-2' } });
    const email = ContactMethod.fromProtocol(oregon, 'OnCall', ContactProtocol.EMAIL);
    expect(() => cpu(ireland, { contactMethods: [email] })).toThrow(/Got the contact method Oregon\/OnCall of us-west-2 for an alarm in eu-west-1/);
  });
});

describe('what Lightsail has once or twice', () => {
  const ireland = { env: { account: '123456789012', region: 'eu-west-1' } };

  test('refuses a third alarm of a metric', () => {
    const stack = shop();
    cpu(stack, {}, 'One');
    cpu(stack, {}, 'Two');
    expect(() => cpu(stack, {}, 'Three')).toThrow(/besides Shop\/One and Shop\/Two; expected 2 at most/);
  });

  test('refuses it in another stack of the same account and region too', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id, ireland));
    cpu(one, {}, 'A');
    cpu(other, {}, 'B');
    expect(() => cpu(one, {}, 'C')).toThrow(/besides One\/A and Other\/B/);
  });

  test('counts each resource, each metric and each region for itself', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop', ireland);
    const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '123456789012', region: 'us-west-2' } });
    for (const id of ['One', 'Two']) {
      cpu(stack, {}, id);
      cpu(elsewhere, {}, id);
      cpu(stack, { metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, `App${id}`, 'app')) }, `App${id}Alarm`);
      cpu(stack, { metric: InstanceMetric.networkIn(Instance.fromInstanceName(stack, `Net${id}`, 'web-1')) }, `Net${id}Alarm`);
    }
    Template.fromStack(stack).resourceCountIs(TYPE, 6);
  });

  test('knows an L1 by its token', () => {
    const stack = shop();
    const instance = new CfnInstance(stack, 'App', { instanceName: 'app', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    const alarm = (id: string) => cpu(stack, { metric: InstanceMetric.cpuUtilization(instance) }, id);
    alarm('One');
    alarm('Two');
    expect(() => alarm('Three')).toThrow(/besides Shop\/One and Shop\/Two/);
  });

  test('does not compare stacks whose region is not known', () => {
    const app = new App();
    for (const id of ['One', 'Two', 'Three']) expect(() => cpu(shop(app, id), { alarmName: 'web-cpu' })).not.toThrow();
  });

  test('refuses a name twice', () => {
    const stack = shop();
    cpu(stack, { alarmName: 'web-cpu' }, 'One');
    expect(() => cpu(stack, { alarmName: 'web-cpu' }, 'Two')).toThrow(/Got 'web-cpu' as alarmName, which Shop\/One has already/);
  });
});
