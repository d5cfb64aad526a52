import { readSettings } from './settings';
import { queueWithArn, sqsState, type StoredQueue } from './state';
import type { Account } from '../../core/account';
import { queueUrl } from '../../core/queue-url';
import { ServiceError } from '../../core/service';

export function queueArn(account: Account, region: string, name: string): string {
  return `arn:aws:sqs:${region}:${account.id}:${name}`;
}

/** Makes a queue that is not there yet. */
export function makeQueue(
  account: Account, region: string, name: string, given: Readonly<Record<string, unknown>>, tags: Readonly<Record<string, string>>,
): StoredQueue {
  if (!/^[\w-]{1,80}(\.fifo)?$/.test(name) || name.length > 80) {
    throw new ServiceError('InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  const settings = readSettings(name.endsWith('.fifo') ? { FifoQueue: true, ...given } : given);
  checkDeadLetterQueue(account, settings);
  const now = account.clock.now();
  const arn = queueArn(account, region, name);
  return sqsState(account).queues[arn] = {
    arn, name, url: queueUrl(account, arn), settings, tags: { ...tags }, createdAt: now, modifiedAt: now, messages: [],
  };
}

/** `current`: what stays as it is; absent: what is not given is as by default. */
export function changeQueue(account: Account, queue: StoredQueue, given: Readonly<Record<string, unknown>>, current?: StoredQueue['settings']): void {
  const settings = readSettings(given, current);
  checkDeadLetterQueue(account, settings);
  queue.settings = settings;
  queue.modifiedAt = account.clock.now();
}

function checkDeadLetterQueue(account: Account, { RedrivePolicy }: StoredQueue['settings']): void {
  if (RedrivePolicy && !queueWithArn(account, RedrivePolicy.deadLetterTargetArn)) {
    throw new ServiceError('InvalidParameterValue', `Value ${JSON.stringify(RedrivePolicy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`);
  }
}
