import { snsState, type StoredTopic, topicNotFound } from './state';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export class TopicType implements ResourceType {
  readonly typeName = 'AWS::SNS::Topic';
  readonly properties = ['DisplayName', 'Tags', 'TopicName'];
  readonly createOnly = ['TopicName'];

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.TopicName === undefined ? generateName(256) : String(properties.TopicName);
    const arn = `arn:aws:sns:${region}:${account.id}:${name}`;
    const { topics } = snsState(account);
    if (topics[arn]) throw new ServiceError('InvalidParameter', `Topic ${name} already exists.`);
    topics[arn] = { arn, name, published: [] };
    return provisioned(topics[arn]);
  }

  async update({ account }: ResourceContext, physicalId: string): Promise<Provisioned> {
    const topic = snsState(account).topics[physicalId];
    if (!topic) throw topicNotFound();
    return provisioned(topic);
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete snsState(account).topics[physicalId];
  }
}

function provisioned(topic: StoredTopic): Provisioned {
  return { physicalId: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
}
