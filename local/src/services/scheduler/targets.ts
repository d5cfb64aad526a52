import type { StoredTarget } from './state';
import type { Account } from '../../core/account';
import type { Principal } from '../../core/authorization';
import { queueUrl } from '../../core/queue-url';
import { type ApiCall, NotSupportedError } from '../../core/service';

/** The call that a schedule makes of its target, for the services that the local cloud has. */
export function targetCall(account: Account, target: StoredTarget, input: string, caller: Principal): ApiCall {
  const [, , service, region, , ...rest] = target.arn.split(':');
  const resource = rest.join(':');
  const call = (operation: string, parameters: Record<string, unknown>): ApiCall => ({ service, region, operation, input: parameters, caller });
  if (service === 'lambda' && resource.startsWith('function:')) {
    return call('Invoke', { FunctionName: target.arn, InvocationType: 'Event', Payload: input });
  }
  if (service === 'sqs') return call('SendMessage', { QueueUrl: queueUrl(account, target.arn), MessageBody: input });
  if (service === 'sns') return call('Publish', { TopicArn: target.arn, Message: input });
  if (service === 'states' && resource.startsWith('stateMachine:')) return call('StartExecution', { stateMachineArn: target.arn, input });
  if (service === 'events' && resource.startsWith('event-bus/') && target.eventBridge) {
    const { detailType, source } = target.eventBridge;
    return call('PutEvents', { Entries: [{ EventBusName: target.arn, DetailType: detailType, Source: source, Detail: input }] });
  }
  throw new NotSupportedError(`the schedule target ${target.arn}`);
}
