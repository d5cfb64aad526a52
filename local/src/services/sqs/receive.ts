import { describeMessage, receiveMessages } from './messages';
import { within } from './settings';
import type { StoredQueue } from './state';
import type { Account } from '../../core/account';
import { MESSAGES_VISIBLE } from '../../core/notices';
import { ServiceError } from '../../core/service';

/** ReceiveMessage. It may wait for messages, on virtual time. */
export async function receive(account: Account, queue: StoredQueue, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const most = Number(input.MaxNumberOfMessages ?? 1);
  if (!Number.isInteger(most) || most < 1 || most > 10) {
    throw new ServiceError('InvalidParameterValue', `Value ${String(input.MaxNumberOfMessages)} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`);
  }
  const given = (name: 'VisibilityTimeout' | 'WaitTimeSeconds', byDefault: number, longest: number) => input[name] === undefined
    ? byDefault
    : within(name, input[name], 0, longest);
  const hidden = given('VisibilityTimeout', queue.settings.VisibilityTimeout, 43_200);
  const deadline = account.clock.now() + given('WaitTimeSeconds', queue.settings.ReceiveMessageWaitTimeSeconds, 20) * 1000;
  for (;;) {
    const messages = receiveMessages(account, queue, most, hidden);
    if (messages.length > 0) return { Messages: messages.map((message) => describeMessage(message, input)) };
    if (account.clock.now() >= deadline) return {};
    await nextChance(account, queue, deadline);
  }
}

/** Resolves when a message may be there, or at the deadline. */
function nextChance(account: Account, queue: StoredQueue, deadline: number): Promise<void> {
  const { clock, notices } = account;
  return new Promise((resolve) => {
    const cancels: Array<() => void> = [];
    const wake = () => {
      for (const cancel of cancels) cancel();
      resolve();
    };
    const wakeAt = (at: number) => cancels.push(clock.at(Math.min(at, deadline), wake));
    const hidden = queue.messages.map(({ visibleAt }) => visibleAt).filter((at) => at > clock.now());
    wakeAt(Math.min(deadline, ...hidden));
    cancels.push(notices.on(MESSAGES_VISIBLE, (arn, at) => {
      if (arn === queue.arn) wakeAt(at);
    }));
  });
}
