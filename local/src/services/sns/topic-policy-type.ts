import { snsState, topicNotFound } from './state';
import { ServiceError } from '../../core/service';
import { ResourcePolicyType } from '../iam/resource-types/resource-policy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const topicPolicyType = new ResourcePolicyType({
  typeName: 'AWS::SNS::TopicPolicy',
  list: 'Topics',
  find: (account, arn) => snsState(account).topics[arn],
  notFound: topicNotFound,
  invalid: () => new ServiceError('InvalidParameter', 'Invalid parameter: Policy Error: null'),
});
