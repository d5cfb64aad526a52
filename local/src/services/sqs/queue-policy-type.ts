import { queueNotFound, queueOf } from './state';
import { ServiceError } from '../../core/service';
import { ResourcePolicyType } from '../iam/resource-types/resource-policy';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyType = new ResourcePolicyType({
  typeName: 'AWS::SQS::QueuePolicy',
  list: 'Queues',
  find: queueOf,
  notFound: queueNotFound,
  invalid: invalidPolicy,
});

export function invalidPolicy(): ServiceError {
  return new ServiceError('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
}
