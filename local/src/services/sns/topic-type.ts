import { snsState, type StoredTopic, topicWithArn } from './state';
import { subscribe } from './subscriptions';
import { deleteTopic, makeTopic, topicArn } from './topics';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

interface Inline {
  readonly Protocol: string;
  readonly Endpoint: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export class TopicType implements ResourceType {
  readonly typeName = 'AWS::SNS::Topic';
  readonly properties = ['DisplayName', 'KmsMasterKeyId', 'Subscription', 'Tags', 'TopicName'];
  readonly createOnly = ['TopicName'];
  readonly attributes = ['TopicArn', 'TopicName'];

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.TopicName === undefined ? generateName(256) : String(properties.TopicName);
    if (Object.hasOwn(snsState(account).topics, topicArn(account, region, name))) throw new ServiceError('InvalidParameter', `Topic ${name} already exists.`);
    const topic = makeTopic(account, region, name);
    configure(account, topic, properties, []);
    return provisioned(topic);
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties, old: Properties): Promise<Provisioned> {
    const topic = topicWithArn(account, physicalId);
    configure(account, topic, properties, inline(old));
    return provisioned(topic);
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    deleteTopic(account, physicalId);
  }
}

function configure(account: Account, topic: StoredTopic, properties: Properties, before: readonly Inline[]): void {
  const { DisplayName, KmsMasterKeyId, Tags } = properties;
  topic.displayName = DisplayName === undefined ? undefined : String(DisplayName);
  topic.kmsKeyId = KmsMasterKeyId === undefined ? undefined : String(KmsMasterKeyId);
  topic.tags = tagMap(Tags);
  const wanted = inline(properties);
  for (const { Protocol, Endpoint } of wanted) subscribe(account, topic.arn, Protocol, Endpoint, {});
  const gone = before.filter((one) => !wanted.some((other) => other.Protocol === one.Protocol && other.Endpoint === one.Endpoint));
  const { subscriptions } = snsState(account);
  for (const subscription of Object.values(subscriptions)) {
    const isGone = gone.some(({ Protocol, Endpoint }) => Protocol === subscription.protocol && Endpoint === subscription.endpoint);
    if (isGone && subscription.topicArn === topic.arn) delete subscriptions[subscription.arn];
  }
}

function inline({ Subscription }: Properties): Inline[] {
  return Array.isArray(Subscription) ? Subscription as Inline[] : [];
}

function provisioned(topic: StoredTopic): Provisioned {
  return { physicalId: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
}
