import type { EventDelivery } from './state';
import { targetInput } from './target-input';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';
import { queueUrl } from '../../core/queue-url';
import { type ApiCall, NotSupportedError, type ServiceError } from '../../core/service';
import { servicePrincipal } from '../../core/service-principal';

/** The call that brings an event to its target. */
export function deliveryCall(account: Account, { target, event, ruleArn }: EventDelivery): ApiCall {
  const [, , service, region, , ...rest] = target.arn.split(':');
  const text = targetInput(target, event);
  const call = (operation: string, input: Record<string, unknown>): ApiCall =>
    ({ service, region, operation, input, caller: caller(account, ruleArn) });
  if (service === 'lambda' && rest[0] === 'function') return call('Invoke', { FunctionName: target.arn, InvocationType: 'Event', Payload: text });
  if (service === 'sns') return call('Publish', { TopicArn: target.arn, Message: text });
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
  return {
    service: 'sqs',
    region: arn.split(':')[3],
    operation: 'SendMessage',
    input: { QueueUrl: queueUrl(account, arn), ...input },
    caller: caller(account, ruleArn),
  };
}

function caller(account: Account, ruleArn: string): Principal {
  return servicePrincipal(account, 'events.amazonaws.com', ruleArn);
}
