import { Stack } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Alarm, ComparisonOperator, Instance, InstanceMetric, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../src';
import { validatedApp } from './support/validated-app';

/** A stack with so many alarms, synthesized. */
function resources(alarms: number): number {
  const app = validatedApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
  for (let index = 0; index < alarms; index++) {
    new Alarm(stack, `Alarm${index}`, {
      metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, `Web${index}`, `web-${index}`)),
      threshold: 80,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
  }
  const { Resources } = app.synth().getStackByName('Shop').template as { Resources: object };
  return Object.keys(Resources).length;
}

test('a stack of 500 resources, all but eight of them alarms; one more is refused', () => {
  expect(resources(492)).toBe(500);
  expect(() => resources(493)).toThrow(/501 is greater than allowed maximum of 500/);
});

test('a schedule of a hundred sources, with as many tags as there may be, is as long as EventBridge Scheduler takes it', () => {
  const app = validatedApp();
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
  new SnapshotSchedule(stack, 'Nightly', {
    schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }),
    retention: SnapshotRetention.count(14),
    sources: Array.from({ length: 100 }, (_, index) => (
      SnapshotSource.instance(Instance.fromInstanceName(stack, `Web${index}`, `web-${index}-`.padEnd(254, 'x'))))),
    tags: Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`${index}-`.padEnd(128, 'k'), 'v'.repeat(256)])),
  });
  const { Resources } = app.synth().getStackByName('Shop').template as { Resources: Record<string, { Type: string; Properties: { Target: { Input: unknown } } }> };
  const [schedule] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
  // 256 KB, of bytes.
  expect(Buffer.byteLength(JSON.stringify(schedule.Properties.Target.Input))).toBeLessThan(256 * 1024);
});
