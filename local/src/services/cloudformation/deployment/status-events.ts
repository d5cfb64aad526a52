import type { Account } from '../../../core/account';
import { STACK_TYPE, type StackEvent } from '../state';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/events-detail-reference.html */
export function publishStatus(account: Account, region: string, event: StackEvent): void {
  const { stackId, logicalId, physicalId, type, status, reason = '' } = event;
  const isStack = type === STACK_TYPE && physicalId === stackId;
  account.publish(region, () => ({
    'source': 'aws.cloudformation',
    'detail-type': `CloudFormation ${isStack ? 'Stack' : 'Resource'} Status Change`,
    'resources': [stackId],
    'detail': {
      'stack-id': stackId,
      ...!isStack && { 'logical-resource-id': logicalId, 'physical-resource-id': physicalId, 'resource-type': type },
      'status-details': { 'status': status, 'status-reason': reason },
      'client-request-token': '',
    },
  }));
}
