import { putDetector, readDetector, removeDetector } from './anomaly-detectors';
import { cloudWatchState } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

const IDENTITY = ['Dimensions', 'MetricMathAnomalyDetector', 'MetricName', 'Namespace', 'SingleMetricAnomalyDetector', 'Stat'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-anomalydetector.html */
export const anomalyDetectorType: ResourceType = {
  typeName: 'AWS::CloudWatch::AnomalyDetector',
  properties: ['Configuration', 'MetricCharacteristics', ...IDENTITY],
  createOnly: IDENTITY,
  attributes: ['Id'],

  async create({ account, region }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const { id } = readDetector(region, properties);
    if (Object.hasOwn(cloudWatchState(account).detectors, id)) throw new ServiceError('AlreadyExists', 'An anomaly detector of this metric already exists.');
    return put(account, region, properties);
  },

  async update({ account, region }: ResourceContext, _physicalId: string, properties: Properties): Promise<Provisioned> {
    return put(account, region, properties);
  },

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    if (Object.hasOwn(cloudWatchState(account).detectors, physicalId)) removeDetector(account, physicalId);
  },
};

function put(account: Account, region: string, properties: Properties): Provisioned {
  const detector = readDetector(region, properties);
  putDetector(account, detector);
  return { physicalId: detector.id, attributes: { Id: detector.id } };
}
