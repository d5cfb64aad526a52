import { queueNotFound, queueOf, sqsState, type StoredQueue } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/**
 * Messages stay until the queue goes, so what only matters to those who receive them is accepted and has no effect.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
 */
export class QueueType implements ResourceType {
  readonly typeName = 'AWS::SQS::Queue';
  readonly properties = [
    'FifoQueue', 'KmsMasterKeyId', 'MessageRetentionPeriod', 'QueueName', 'ReceiveMessageWaitTimeSeconds', 'SqsManagedSseEnabled', 'Tags', 'VisibilityTimeout',
  ];
  readonly createOnly = ['FifoQueue', 'QueueName'];

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    for (const name of ['FifoQueue', 'KmsMasterKeyId']) {
      if (properties[name] !== undefined) throw new NotSupportedError(`the property ${name} of AWS::SQS::Queue`);
    }
    const name = properties.QueueName === undefined ? generateName(80) : String(properties.QueueName);
    const arn = `arn:aws:sqs:${region}:${account.id}:${name}`;
    const { queues } = sqsState(account);
    if (queues[arn]) throw new ServiceError('QueueAlreadyExists', `A queue named ${name} already exists.`);
    queues[arn] = { arn, name, url: `https://sqs.${region}.amazonaws.com/${account.id}/${name}`, messages: [] };
    return provisioned(queues[arn]);
  }

  async update({ account }: ResourceContext, physicalId: string): Promise<Provisioned> {
    const queue = queueOf(account, physicalId);
    if (!queue) throw queueNotFound();
    return provisioned(queue);
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    const queue = queueOf(account, physicalId);
    if (queue) delete sqsState(account).queues[queue.arn];
  }
}

function provisioned(queue: StoredQueue): Provisioned {
  return { physicalId: queue.url, attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: queue.url } };
}
