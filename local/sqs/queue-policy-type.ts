import type { Properties, Provisioned, ResourceContext, ResourceType } from '../cloudformation/resource-type';
import { ServiceError } from '../service';
import { sqsState } from './state';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export class QueuePolicyType implements ResourceType {
  readonly typeName = 'AWS::SQS::QueuePolicy';
  readonly properties = ['PolicyDocument', 'Queues'];
  readonly createOnly = [];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    put(context, properties, properties.PolicyDocument);
    return { physicalId: context.generateName(128), attributes: {} };
  }

  async update(context: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    put(context, old, undefined);
    put(context, properties, properties.PolicyDocument);
    return { physicalId, attributes: {} };
  }

  async delete({ account }: ResourceContext, _physicalId: string, properties: Properties): Promise<void> {
    for (const queue of Object.values(sqsState(account).queues)) if (urls(properties).includes(queue.url)) delete queue.policy;
  }
}

function put({ account }: ResourceContext, properties: Properties, policy: unknown): void {
  for (const url of urls(properties)) {
    const queue = Object.values(sqsState(account).queues).find((other) => other.url === url);
    if (!queue) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    queue.policy = policy;
  }
}

function urls(properties: Properties): string[] {
  return ((properties.Queues ?? []) as unknown[]).map(String);
}
