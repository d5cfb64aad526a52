import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Alarm, AlarmState, ComparisonOperator, ContactMethod, ContactProtocol, Database, Instance, InstanceMetric, LoadBalancer, RecommendedAlarms,
} from '../../src';

function shop(): Stack {
  return new Stack(new App(), 'Shop');
}

function alarms(stack: Stack): Array<Record<string, unknown>> {
  return Object.values(Template.fromStack(stack).findResources('Custom::LightsailAlarm')).map(({ Properties }) => Properties as Record<string, unknown>);
}

function metrics(stack: Stack): unknown[] {
  return alarms(stack).map(({ MetricName }) => MetricName).sort();
}

describe('RecommendedAlarms', () => {
  test('for an instance', () => {
    const stack = shop();
    RecommendedAlarms.forInstance(stack, 'Alarms', { instance: Instance.fromInstanceName(stack, 'Web', 'web-1') });
    expect(metrics(stack)).toEqual(['BurstCapacityPercentage', 'CPUUtilization', 'StatusCheckFailed']);
  });

  test('for a database', () => {
    const stack = shop();
    RecommendedAlarms.forDatabase(stack, 'Alarms', { database: Database.fromDatabaseName(stack, 'Db', 'db-1') });
    expect(metrics(stack)).toEqual(['CPUUtilization', 'DatabaseConnections', 'FreeStorageSpace', 'FreeableMemory']);
  });

  test('for a load balancer', () => {
    const stack = shop();
    RecommendedAlarms.forLoadBalancer(stack, 'Alarms', { loadBalancer: LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'lb-1') });
    expect(metrics(stack)).toEqual([
      'HTTPCode_Instance_5XX_Count', 'HTTPCode_LB_5XX_Count', 'HealthyHostCount', 'InstanceResponseTime', 'RejectedConnectionCount', 'UnhealthyHostCount',
    ]);
  });

  test('notify who is to be notified', () => {
    const stack = shop();
    RecommendedAlarms.forInstance(stack, 'Alarms', {
      instance: Instance.fromInstanceName(stack, 'Web', 'web-1'),
      contactMethods: [ContactMethod.fromProtocol(stack, 'OnCall', ContactProtocol.EMAIL)],
      notifyOn: [AlarmState.ALARM, AlarmState.OK],
    });
    for (const alarm of alarms(stack)) expect(alarm).toMatchObject({ ContactProtocols: ['Email'], NotificationTriggers: ['ALARM', 'OK'] });
  });

  test('can be changed and left out, one by one', () => {
    const stack = shop();
    const set = RecommendedAlarms.forLoadBalancer(stack, 'Alarms', {
      loadBalancer: LoadBalancer.fromLoadBalancerName(stack, 'Lb', 'lb-1'),
      contactMethods: [ContactMethod.fromProtocol(stack, 'OnCall', ContactProtocol.EMAIL)],
      healthyHostCount: { omit: true },
      instanceResponseTime: { omit: true },
      rejectedConnectionCount: { omit: true },
      instance5xxCount: { threshold: 100 },
      loadBalancer5xxCount: { evaluationPeriods: 2 },
      unhealthyHostCount: { contactMethods: [] },
    });
    expect(set.alarms).toHaveLength(3);
    const byMetric = Object.fromEntries(alarms(stack).map((alarm) => [alarm.MetricName, alarm]));
    expect(byMetric.HTTPCode_Instance_5XX_Count).toMatchObject({ Threshold: 100, EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    expect(byMetric.HTTPCode_LB_5XX_Count).toMatchObject({ EvaluationPeriods: 2, DatapointsToAlarm: 2 });
    expect(byMetric.UnhealthyHostCount).not.toHaveProperty('ContactProtocols');
  });

  test('leave room for one alarm of one\'s own for each metric, and no more', () => {
    const stack = shop();
    const instance = Instance.fromInstanceName(stack, 'Web', 'web-1');
    RecommendedAlarms.forInstance(stack, 'Alarms', { instance });
    const own = (id: string) => new Alarm(stack, id, {
      metric: InstanceMetric.cpuUtilization(instance), threshold: 50, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
    own('One');
    expect(() => own('Two')).toThrow(/besides Shop\/Alarms\/Cpu and Shop\/One/);
  });
});
