import { queueNotFound, queueOf } from './state';
import { ResourcePolicyType } from '../iam/resource-types/resource-policy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyType = new ResourcePolicyType({
  typeName: 'AWS::SQS::QueuePolicy',
  list: 'Queues',
  find: queueOf,
  notFound: queueNotFound,
});
