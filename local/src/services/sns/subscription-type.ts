import { snsState, subscriptionWithArn } from './state';
import { configure, NOT_MODELLED, SETTINGS, subscribe } from './subscriptions';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError } from '../../core/service';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export class SubscriptionType implements ResourceType {
  readonly typeName = 'AWS::SNS::Subscription';
  readonly properties = ['Endpoint', 'Protocol', 'Region', 'TopicArn', ...SETTINGS, ...NOT_MODELLED];
  readonly createOnly = ['Endpoint', 'Protocol', 'Region', 'TopicArn'];
  readonly attributes = ['Arn'];

  async create({ account, region }: ResourceContext, properties: Properties): Promise<Provisioned> {
    if (properties.Region !== undefined && properties.Region !== region) throw new NotSupportedError(`subscriptions to topics of another Region (${String(properties.Region)})`);
    const { arn } = subscribe(account, String(properties.TopicArn), String(properties.Protocol), String(properties.Endpoint ?? ''), properties);
    configure(subscriptionWithArn(account, arn), properties);
    return { physicalId: arn, attributes: { Arn: arn } };
  }

  async update({ account }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    configure(subscriptionWithArn(account, physicalId), properties);
    return { physicalId, attributes: { Arn: physicalId } };
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete snsState(account).subscriptions[physicalId];
  }
}
