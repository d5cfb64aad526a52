import { changeQueue, makeQueue, queueArn } from './queues';
import { NOT_MODELLED, SETTINGS } from './settings';
import { queueNotFound, queueOf, queueWithArn, sqsState, type StoredQueue } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export class QueueType implements ResourceType {
  readonly typeName = 'AWS::SQS::Queue';
  readonly properties = ['QueueName', 'Tags', ...SETTINGS, ...NOT_MODELLED];
  readonly createOnly = ['FifoQueue', 'QueueName'];
  readonly attributes = ['Arn', 'QueueName', 'QueueUrl'];

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.QueueName === undefined ? generateName(80) : String(properties.QueueName);
    if (queueWithArn(account, queueArn(account, region, name))) throw new ServiceError('QueueAlreadyExists', `A queue named ${name} already exists.`);
    return provisioned(makeQueue(account, region, name, properties, tagMap(properties.Tags)));
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const queue = queueOf(account, physicalId);
    if (!queue) throw queueNotFound();
    changeQueue(account, queue, properties);
    queue.tags = tagMap(properties.Tags);
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
