import { Duration, type Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { alarmByCall } from './alternatives/alarm-by-call';
import { snapshotByCall } from './alternatives/snapshot-by-call';
import { snapshotByFramework } from './alternatives/snapshot-by-framework';
import { deploymentCost } from './deployment-cost';
import type { Table } from './table';
import { Alarm, ComparisonOperator, InstanceMetric, InstanceSnapshot } from '../src';

const FIVE_MINUTES = 5 * 60_000;

/** What users would pick instead, deployed side by side on the local cloud. Counted, so the same on every machine. */
export async function deployments(): Promise<Table> {
  const ways: ReadonlyArray<readonly [string, (stack: Stack) => void]> = [
    ['a snapshot of five minutes: InstanceSnapshot', (stack) => { new InstanceSnapshot(stack, 'Snapshot', { instance: web(stack) }); }],
    ['  custom-resources.Provider, its defaults', snapshotByFramework({ snapshotName: 'web-1' })],
    ['  custom-resources.Provider, every 30 s', snapshotByFramework({ snapshotName: 'web-1', queryInterval: Duration.seconds(30) })],
    ['  AwsCustomResource (waits for nothing)', snapshotByCall('web-1')],
    ['ten of them: InstanceSnapshot', (stack) => {
      const instance = web(stack);
      for (let index = 0; index < 10; index++) new InstanceSnapshot(stack, `Snapshot${index}`, { instance });
    }],
    ['an alarm: Alarm', (stack) => {
      new Alarm(stack, 'Alarm', {
        metric: InstanceMetric.cpuUtilization(web(stack)),
        threshold: 80,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 2,
      });
    }],
    ['  AwsCustomResource (overwrites what has the name)', alarmByCall],
  ];
  const rows: string[][] = [];
  for (const [name, define] of ways) {
    const { resources, functions, invocations, transitions, calls, late } = await deploymentCost(define, { snapshot: FIVE_MINUTES });
    rows.push([name, ...[resources, functions, invocations, transitions, calls].map(String), late === undefined ? '' : `${late} s`]);
  }
  return { header: ['', 'resources', 'functions', 'invocations', 'transitions', 'calls of Lightsail', 'done after the snapshot'], rows };
}

function web(stack: Stack): lightsail.CfnInstance {
  return new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
}
