import { invalid, snsState, type StoredTopic } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError } from '../../core/service';

export function topicArn(account: Account, region: string, name: string): string {
  return `arn:aws:sns:${region}:${account.id}:${name}`;
}

export function makeTopic(account: Account, region: string, name: string): StoredTopic {
  if (name.endsWith('.fifo')) throw new NotSupportedError(`the FIFO topic ${name}`);
  if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Topic Name');
  const arn = topicArn(account, region, name);
  return snsState(account).topics[arn] = { arn, name, published: [] };
}

/** Its subscriptions go with it. */
export function deleteTopic(account: Account, arn: string): void {
  const state = snsState(account);
  delete state.topics[arn];
  for (const subscription of Object.values(state.subscriptions)) if (subscription.topicArn === arn) delete state.subscriptions[subscription.arn];
}
