import { createHash } from 'node:crypto';
import type { EventDelivery, StoredEventTarget } from './state';
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
  if (service === 'states' && rest[0] === 'stateMachine') {
    return { ...call('StartExecution', { stateMachineArn: target.arn, input: text }), caller: roleOf(account, target, ruleArn) };
  }
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

/** State machines have no policies of their own: the target says with whose rights they are started. */
function roleOf(account: Account, { roleArn = '' }: StoredEventTarget, ruleArn: string): Principal {
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const session = createHash('sha256').update(ruleArn).digest('hex').slice(0, 32);
  return { accessKeyId: 'ASIALOCALEVENTS00000', arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${session}`, roleName };
}

function caller(account: Account, ruleArn: string): Principal {
  return servicePrincipal(account, 'events.amazonaws.com', ruleArn);
}
