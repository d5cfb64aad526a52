import { byHand } from './alarm-stacks';
import { DISK, WEB } from './everything';
import { REGION, type TestCloud } from './test-cloud';
import { DISTRIBUTION_REGION } from '../../../src/distributions/distribution-contract';

/** What the stack of `everything` does not make itself: what is watched and backed up, and what is to be adopted. */
export async function seedEverything(cloud: TestCloud): Promise<void> {
  const { lightsail: account } = cloud.cloud;
  account.seedInstance(REGION, WEB);
  account.seedDisk(REGION, DISK);
  account.seedDatabase(REGION, 'shop-db');
  await byHand(cloud, 'PutAlarm', {
    alarmName: 'by-hand',
    metricName: 'CPUUtilization',
    monitoredResourceName: WEB,
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    evaluationPeriods: 1,
  });
  account.instantly(DISTRIBUTION_REGION, 'CreateDistribution', {
    distributionName: 'by-hand-cdn',
    bundleId: 'small_1_0',
    origin: { name: WEB, regionName: REGION, protocolPolicy: 'http-only' },
    defaultCacheBehavior: { behavior: 'cache' },
  });
}
