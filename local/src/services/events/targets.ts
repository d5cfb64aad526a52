import type { EventDelivery } from './state';
import { targetInput } from './target-input';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';
import { type ApiCall, NotSupportedError, ServiceError } from '../../core/service';
import { allowsService } from '../iam/resource-policy';
import { lambdaState } from '../lambda/function-state';
import { queueUrl } from '../scheduler/targets';
import { snsState } from '../sns/state';
import { sqsState } from '../sqs/state';

const PRINCIPAL = 'events.amazonaws.com';

/** The call that brings an event to its target. Throws what the target's own policy does not allow. */
export function deliveryCall(account: Account, { target, event, ruleArn }: EventDelivery): ApiCall {
  const [, , service, region, , ...rest] = target.arn.split(':');
  const text = targetInput(target, event);
  const call = (operation: string, input: Record<string, unknown>): ApiCall => ({ service, region, operation, input, caller: caller(account) });
  if (service === 'lambda' && rest[0] === 'function') {
    const statements = Object.entries(lambdaState(account).permissions)
      .filter(([id]) => id.startsWith(`${target.arn}|`)).map(([, statement]) => statement);
    const allowed = statements.some((statement) => statement.Principal === PRINCIPAL && statement.Action === 'lambda:InvokeFunction'
      && (statement.SourceArn === undefined || statement.SourceArn === ruleArn));
    if (!allowed) throw denied(target.arn);
    return call('Invoke', { FunctionName: target.arn, InvocationType: 'Event', Payload: text });
  }
  if (service === 'sns') {
    const policy = snsState(account).topics[target.arn]?.policy;
    if (!allowsService(policy, PRINCIPAL, 'sns:Publish', target.arn, ruleArn)) throw denied(target.arn);
    return call('Publish', { TopicArn: target.arn, Message: text });
  }
  if (service === 'sqs') return queueCall(account, target.arn, ruleArn, { MessageBody: text });
  throw new NotSupportedError(`the event target ${target.arn}`);
}

/** The call that brings a lost event to the dead-letter queue. */
export function deadLetterCall(account: Account, { target, event, ruleArn }: EventDelivery, failure: ServiceError): ApiCall {
  const attributes = { ERROR_CODE: failure.code, ERROR_MESSAGE: failure.message, RULE_ARN: ruleArn, TARGET_ARN: target.arn };
  return queueCall(account, target.deadLetterArn ?? '', ruleArn, {
    MessageBody: JSON.stringify(event),
    MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }])),
  });
}

function queueCall(account: Account, arn: string, ruleArn: string, input: Record<string, unknown>): ApiCall {
  if (!allowsService(sqsState(account).queues[arn]?.policy, PRINCIPAL, 'sqs:SendMessage', arn, ruleArn)) throw denied(arn);
  return {
    service: 'sqs', region: arn.split(':')[3], operation: 'SendMessage', input: { QueueUrl: queueUrl(account, arn), ...input }, caller: caller(account),
  };
}

/** The service itself: what it may do is up to the target's own policy, which has been asked by then. */
function caller(account: Account): Principal {
  return { accessKeyId: 'ASIALOCALEVENTBRIDGE', arn: `arn:aws:sts::${account.id}:assumed-role/AWSServiceRoleForEvents/${PRINCIPAL}` };
}

function denied(arn: string): ServiceError {
  return new ServiceError('NO_PERMISSIONS', `${PRINCIPAL} may not use ${arn}: its own policy does not allow it.`, 403);
}
