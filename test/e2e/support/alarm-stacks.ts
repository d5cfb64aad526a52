import type { Stack } from 'aws-cdk-lib';
import {
  Alarm, type AlarmProps, ComparisonOperator, ContactEndpoint, ContactMethod, type ContactMethodProps, Instance, InstanceMetric, TreatMissingData,
} from '../../../src';
import { ALARM_RESOURCE_TYPE } from '../../../src/alarms/alarm-contract';
import { CONTACT_METHOD_RESOURCE_TYPE } from '../../../src/alarms/contact-method-contract';
import { type Define, REGION, type TestCloud } from '../support/test-cloud';

export const ALARM = ALARM_RESOURCE_TYPE;
export const CONTACT_METHOD = CONTACT_METHOD_RESOURCE_TYPE;
export const INSTANCE = 'shop-web';

/** A stack with an alarm on the CPU of an instance that exists already. */
export function alarm(props: Partial<AlarmProps> = {}): Define {
  return (stack) => { addAlarm(stack, props); };
}

export function addAlarm(stack: Stack, props: Partial<AlarmProps> = {}, id = 'Cpu'): Alarm {
  return new Alarm(stack, id, {
    metric: InstanceMetric.cpuUtilization(Instance.fromInstanceName(stack, `${id}Instance`, INSTANCE)),
    threshold: 80,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...props,
  });
}

export function addEmail(stack: Stack, address = 'ops@example.com', props: Partial<ContactMethodProps> = {}): ContactMethod {
  return new ContactMethod(stack, 'OnCall', { endpoint: ContactEndpoint.email(address), ...props });
}

/** A call as somebody else makes it, by hand. */
export async function byHand(cloud: TestCloud, operation: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { account } = cloud.cloud;
  return (await account.call({ service: 'lightsail', region: REGION, operation, input, caller: account.root })).output;
}

/** Every alarm as Lightsail tells of it. */
export async function alarms(cloud: TestCloud): Promise<Array<Record<string, unknown>>> {
  return (await byHand(cloud, 'GetAlarms')).alarms as Array<Record<string, unknown>>;
}

export async function contactMethods(cloud: TestCloud): Promise<Array<Record<string, unknown>>> {
  return (await byHand(cloud, 'GetContactMethods')).contactMethods as Array<Record<string, unknown>>;
}
