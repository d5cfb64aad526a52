import { defaultPolicy, snsState, type StoredTopic, topicNotFound } from './state';
import { topicPolicyType } from './topic-policy-type';
import { TopicType } from './topic-type';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service } from '../../core/service';

/** Amazon SNS, as far as notifications need it: what is published is kept, nobody subscribes. */
export class Sns implements Service {
  readonly name = 'sns';
  readonly resourceTypes = [new TopicType(), topicPolicyType];
  readonly inputs = { Publish: { TopicArn: text, Message: text } };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  /** What was published to a topic, oldest first. */
  messages(topicArn: string): string[] {
    return (snsState(this.account).topics[topicArn]?.published ?? []).map(({ message }) => message);
  }

  /** Every topic, with what was published to it. */
  topics(): readonly StoredTopic[] {
    return Object.values(snsState(this.account).topics);
  }

  resourcePolicy(arn: string): unknown {
    const { topics } = snsState(this.account);
    return Object.hasOwn(topics, arn) ? topics[arn].policy ?? defaultPolicy(this.account, arn) : undefined;
  }

  authorization(call: ApiCall): AuthorizationRequest[] {
    return [{ action: `sns:${call.operation}`, resource: String(call.input.TopicArn ?? '*') }];
  }

  async handle(call: ApiCall): Promise<Record<string, unknown>> {
    if (call.operation !== 'Publish') throw new NotSupportedError(`the call ${call.operation} of SNS`);
    const state = snsState(this.account);
    const arn = String(call.input.TopicArn);
    const topic = Object.hasOwn(state.topics, arn) ? state.topics[arn] : undefined;
    if (!topic) throw topicNotFound();
    const id = `5a500000-0000-4000-8000-${String(state.next++).padStart(12, '0')}`;
    topic.published.push({ id, at: this.account.clock.now(), message: String(call.input.Message) });
    return { MessageId: id };
  }
}
