import type { Properties, Provisioned, ResourceContext, ResourceType } from '../cloudformation/resource-type';
import { ServiceError } from '../service';
import { snsState } from './state';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export class TopicPolicyType implements ResourceType {
  readonly typeName = 'AWS::SNS::TopicPolicy';
  readonly properties = ['PolicyDocument', 'Topics'];
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
    for (const arn of arns(properties)) delete snsState(account).topics[arn]?.policy;
  }
}

function put({ account }: ResourceContext, properties: Properties, policy: unknown): void {
  for (const arn of arns(properties)) {
    const topic = snsState(account).topics[arn];
    if (!topic) throw new ServiceError('NotFound', 'Topic does not exist', 404);
    topic.policy = policy;
  }
}

function arns(properties: Properties): string[] {
  return ((properties.Topics ?? []) as unknown[]).map(String);
}
