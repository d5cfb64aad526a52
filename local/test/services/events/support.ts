import type { PublishedEvent } from '../../../src/services/events/state';
import { REGION, type Stage } from '../scheduler/stage';

export const QUEUE = `arn:aws:sqs:${REGION}:123456789012:seen`;

/** A queue that EventBridge may write to, for rules to send what they see. */
export async function queueForRules(stage: Stage): Promise<string> {
  const { physicalId } = await stage.create('AWS::SQS::Queue', 'Queue', { QueueName: 'seen', MessageRetentionPeriod: 14 * 86_400 });
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QUEUE }];
  await stage.create('AWS::SQS::QueuePolicy', 'QueuePolicy', { Queues: [physicalId], PolicyDocument: { Version: '2012-10-17', Statement } });
  return QUEUE;
}

/** What rules have sent to the queue. */
export function seen(stage: Stage): PublishedEvent[] {
  return stage.sqs.messages(QUEUE).map(({ body }) => JSON.parse(body) as PublishedEvent);
}
