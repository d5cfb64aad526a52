import { checkFilterPolicy } from './filter-policy';
import { invalid, snsState, type StoredSubscription, topicWithArn } from './state';
import type { Account } from '../../core/account';
import { NotSupportedError } from '../../core/service';

type Attributes = Readonly<Record<string, unknown>>;

/** Settings of a subscription, by the names that both CloudFormation and the API give them. */
export const SETTINGS = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];
export const NOT_MODELLED = ['DeliveryPolicy', 'ReplayPolicy', 'SubscriptionRoleArn'];

/** What endpoints look like. Mail waits for its reader to confirm. */
const PROTOCOLS: Readonly<Record<string, { readonly pattern: RegExp; readonly name: string; readonly confirmed: boolean }>> = {
  'lambda': { pattern: /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+$/, name: 'Lambda endpoint ARN', confirmed: true },
  'sqs': { pattern: /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:.+$/, name: 'SQS endpoint ARN', confirmed: true },
  'email': { pattern: /^[^@\s]+@[^@\s]+$/, name: 'Email address', confirmed: false },
  'email-json': { pattern: /^[^@\s]+@[^@\s]+$/, name: 'Email address', confirmed: false },
};

const OTHER_PROTOCOLS = ['http', 'https', 'sms', 'application', 'firehose'];

/** Subscribes an endpoint. One that is subscribed already stays as it is. */
export function subscribe(account: Account, topicArn: string, protocol: string, endpoint: string, attributes: Attributes): StoredSubscription {
  const topic = topicWithArn(account, topicArn);
  if (OTHER_PROTOCOLS.includes(protocol)) throw new NotSupportedError(`subscriptions by the protocol '${protocol}'`);
  const known = Object.hasOwn(PROTOCOLS, protocol) ? PROTOCOLS[protocol] : undefined;
  if (!known) throw invalid(`Invalid protocol type: ${protocol}`);
  if (!known.pattern.test(endpoint)) throw invalid(known.name);
  const state = snsState(account);
  const existing = Object.values(state.subscriptions)
    .find((other) => other.topicArn === topicArn && other.protocol === protocol && other.endpoint === endpoint);
  if (existing) return existing;
  const number = state.next++;
  const arn = `${topicArn}:5a500000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const subscription: StoredSubscription = { arn, topicArn, protocol, endpoint, ...settings(attributes) };
  if (!known.confirmed) {
    subscription.token = `${number}`.padStart(64, 'f');
    state.mails.push({
      at: account.clock.now(),
      to: endpoint,
      topicArn,
      subject: 'AWS Notification - Subscription Confirmation',
      text: `You have chosen to subscribe to the topic ${topic.arn}. To confirm: aws sns confirm-subscription --topic-arn ${topic.arn} --token ${subscription.token}`,
    });
  }
  return state.subscriptions[arn] = subscription;
}

/** Sets what these attributes say; whatever they do not name is as by default. */
export function configure(subscription: StoredSubscription, attributes: Attributes): void {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, deadLetterArn } = settings(attributes);
  Object.assign(subscription, { filterPolicy, filterPolicyScope, rawMessageDelivery, deadLetterArn });
}

/** The attributes as SetSubscriptionAttributes takes them: one of them, and the others as they are. */
export function configuration(subscription: StoredSubscription): Record<string, unknown> {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, deadLetterArn } = subscription;
  return {
    FilterPolicy: filterPolicy,
    FilterPolicyScope: filterPolicyScope,
    RawMessageDelivery: rawMessageDelivery,
    RedrivePolicy: deadLetterArn && { deadLetterTargetArn: deadLetterArn },
  };
}

function settings(attributes: Attributes): Partial<StoredSubscription> {
  for (const name of NOT_MODELLED) {
    if (attributes[name] !== undefined) throw new NotSupportedError(`the attribute ${name} of subscriptions`);
  }
  const scope = attributes.FilterPolicyScope;
  if (scope !== undefined && scope !== 'MessageAttributes' && scope !== 'MessageBody') throw invalid(`FilterPolicyScope: Invalid value [${String(scope)}]. Please use either MessageBody or MessageAttributes`);
  const policy = parsed('FilterPolicy', attributes.FilterPolicy);
  const redrive = parsed('RedrivePolicy', attributes.RedrivePolicy) as { deadLetterTargetArn?: unknown } | undefined;
  if (redrive && typeof redrive.deadLetterTargetArn !== 'string') throw invalid('RedrivePolicy: deadLetterTargetArn must be set');
  return {
    ...policy !== undefined && { filterPolicy: checkFilterPolicy(policy, scope === 'MessageBody') },
    ...scope !== undefined && { filterPolicyScope: scope },
    ...attributes.RawMessageDelivery !== undefined && { rawMessageDelivery: String(attributes.RawMessageDelivery) === 'true' },
    ...redrive && { deadLetterArn: String(redrive.deadLetterTargetArn) },
  };
}

/** An object in a template, JSON in a call; an empty object or text takes it away. */
function parsed(name: string, value: unknown): unknown {
  if (value === undefined || value === '' || value === '{}') return undefined;
  if (typeof value !== 'string') return Object.keys(value as object).length > 0 ? value : undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw invalid(`${name}: failed to parse JSON.`);
  }
}
