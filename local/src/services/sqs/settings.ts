import { NotSupportedError, ServiceError } from '../../core/service';

/** A queue's settings that are numbers: what they are by default, and their limits. */
const NUMBERS = {
  DelaySeconds: [0, 0, 900],
  MaximumMessageSize: [1_048_576, 1024, 1_048_576],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
  VisibilityTimeout: [30, 0, 43_200],
} as const;

type NumberName = keyof typeof NUMBERS;

/** A queue's settings, by the names that both CloudFormation and the API give them. */
export type QueueSettings = { [name in NumberName]: number } & {
  RedrivePolicy?: RedrivePolicy;
  /** Without effect: nothing is encrypted here. */
  KmsMasterKeyId?: string;
  KmsDataKeyReusePeriodSeconds?: number;
  SqsManagedSseEnabled?: boolean;
};

/** When a message is received once more, it goes to that queue instead. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

export const SETTINGS = [...Object.keys(NUMBERS) as NumberName[], 'KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'RedrivePolicy', 'SqsManagedSseEnabled'] as const;

/** Properties of queues that come one after the other. */
const FIFO = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];

/** What is not modelled, but known by name. */
export const NOT_MODELLED = [...FIFO, 'RedriveAllowPolicy'];

/** Reads settings; what is absent is as by default, or as `current` says. */
export function readSettings(given: Readonly<Record<string, unknown>>, current?: QueueSettings): QueueSettings {
  for (const name of NOT_MODELLED) {
    if (given[name] !== undefined && given[name] !== false && given[name] !== 'false') throw new NotSupportedError(`the property ${name} of queues`);
  }
  const numbers = Object.fromEntries((Object.keys(NUMBERS) as NumberName[]).map((name) => {
    const [byDefault, least, most] = NUMBERS[name];
    const value = given[name] ?? current?.[name];
    return [name, value === undefined ? byDefault : within(name, value, least, most)];
  })) as Record<NumberName, number>;
  const pick = <T>(name: keyof QueueSettings, read: (value: unknown) => T): T | undefined => given[name] === undefined
    ? current?.[name] as T | undefined
    : read(given[name]);
  return {
    ...numbers,
    RedrivePolicy: pick('RedrivePolicy', redrivePolicy),
    KmsMasterKeyId: pick('KmsMasterKeyId', (value) => String(value) || undefined),
    KmsDataKeyReusePeriodSeconds: pick('KmsDataKeyReusePeriodSeconds', (value) => within('KmsDataKeyReusePeriodSeconds', value, 60, 86_400)),
    SqsManagedSseEnabled: pick('SqsManagedSseEnabled', (value) => String(value) === 'true'),
  };
}

export function within(name: string, value: unknown, least: number, most: number): number {
  const number = Number(value);
  if (value !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

/** An object in a template, JSON in a call; an empty text takes it away. */
function redrivePolicy(value: unknown): RedrivePolicy | undefined {
  if (value === '') return undefined;
  const invalid = (reason: string) => new ServiceError('InvalidParameterValue',
    `Value ${typeof value === 'string' ? value : JSON.stringify(value)} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  const { deadLetterTargetArn, maxReceiveCount } = asObject(value) ?? {};
  if (deadLetterTargetArn === undefined) throw invalid('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (maxReceiveCount === undefined) throw invalid('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw invalid(`Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`);
  }
  return { deadLetterTargetArn: String(deadLetterTargetArn), maxReceiveCount: count };
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof parsed === 'object' && parsed !== null ? parsed as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

/** Settings as GetQueueAttributes shows them: texts. */
export function settingTexts(settings: QueueSettings): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => value === undefined
    ? []
    : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]));
}
