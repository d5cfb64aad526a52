import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Database, DatabaseSnapshot, DatabaseStartSchedule, DatabaseStopSchedule, SnapshotRetention, SnapshotSchedule, SnapshotSource } from '../../src';
import { validatedApp } from '../support/validated-app';

const schedule = ScheduleExpression.cron({ minute: '0', hour: '8' });

/** How many resources of each type a stack with a snapshot has, and the same stack with this in it. */
function added(define: (stack: Stack, database: ReturnType<typeof Database.fromDatabaseName>) => void): Record<string, number> {
  const [before, after] = [() => undefined, define].map((more) => {
    const stack = new Stack(validatedApp(), 'Shop', { env: { account: '123456789012', region: 'eu-central-1' } });
    const database = Database.fromDatabaseName(stack, 'Db', 'shop-db');
    new DatabaseSnapshot(stack, 'Release', { database });
    more(stack, database);
    const counts: Record<string, number> = {};
    const resources = Template.fromStack(stack).toJSON().Resources as Record<string, { readonly Type: string }>;
    for (const { Type } of Object.values(resources)) counts[Type] = (counts[Type] ?? 0) + 1;
    return counts;
  });
  expect(before).toMatchObject({ 'AWS::Lambda::Function': 1, 'AWS::StepFunctions::StateMachine': 1 });
  return Object.fromEntries(Object.entries(after).map(([type, count]) => [type, count - (before[type] ?? 0)]).filter(([, more]) => more !== 0));
}

test('a schedule beside snapshots is the schedule, a role for the Scheduler, and the policy of its family', () => {
  expect(added((stack, database) => {
    new DatabaseStartSchedule(stack, 'Morning', { database, schedule });
  })).toEqual({ 'AWS::Scheduler::Schedule': 1, 'AWS::IAM::Role': 1, 'AWS::IAM::ManagedPolicy': 1 });
});

test('all kinds of schedules beside snapshots add no function and no waiter', () => {
  expect(added((stack, database) => {
    new DatabaseStartSchedule(stack, 'Morning', { database, schedule });
    new DatabaseStopSchedule(stack, 'Night', { database, schedule, snapshotBeforeStop: true, keepStopped: true });
    new SnapshotSchedule(stack, 'Nightly', { sources: [SnapshotSource.database(database)], schedule, retention: SnapshotRetention.count(7) }).metricAge();
  })).toEqual({
    // The three, what keeps the database stopped, and what reports the age.
    'AWS::Scheduler::Schedule': 5,
    'AWS::IAM::Role': 1,
    'AWS::IAM::Policy': 1,
    'AWS::IAM::ManagedPolicy': 1,
  });
});
