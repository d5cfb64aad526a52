import type { Stack } from 'aws-cdk-lib';
import { RemovalPolicy } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { alarmByCall } from '../../benchmark/alternatives/alarm-by-call';
import { snapshotByCall } from '../../benchmark/alternatives/snapshot-by-call';
import { snapshotByFramework } from '../../benchmark/alternatives/snapshot-by-framework';
import { Alarm, ComparisonOperator, InstanceMetric, InstanceSnapshot } from '../../src';

/** One way to get a resource into a stack. Each stack has an instance named `web`. */
export interface Design {
  readonly name: string;
  readonly makes: 'InstanceSnapshot' | 'Alarm';
  /** Which version of the app: each has a snapshot of its own, or the same alarm. */
  define(version: string): (stack: Stack) => void;
}

export const DESIGNS: readonly Design[] = [
  {
    name: 'a snapshot: `InstanceSnapshot`',
    makes: 'InstanceSnapshot',
    define: (version) => (stack) => {
      new InstanceSnapshot(stack, 'Snapshot', { instance: web(stack), trigger: version, removalPolicy: RemovalPolicy.DESTROY });
    },
  },
  {
    name: 'a snapshot: `custom-resources.Provider`',
    makes: 'InstanceSnapshot',
    define: (version) => snapshotByFramework({ snapshotName: `web-${version}` }),
  },
  { name: 'a snapshot: `AwsCustomResource`', makes: 'InstanceSnapshot', define: (version) => snapshotByCall(`web-${version}`) },
  {
    name: 'an alarm: `Alarm`',
    makes: 'Alarm',
    define: (version) => (stack) => {
      new Alarm(stack, 'Alarm', {
        metric: InstanceMetric.cpuUtilization(web(stack)),
        threshold: 80,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        tags: { version },
      });
    },
  },
  { name: 'an alarm: `AwsCustomResource`', makes: 'Alarm', define: () => alarmByCall },
];

function web(stack: Stack): lightsail.CfnInstance {
  return new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
}
