import type { Region } from '../region';
import { stateAt, type StoredResource } from '../state';
import { contactMethod } from './contact-method-store';

/** A message that Lightsail sent. */
export interface Message {
  at: number;
  protocol: string;
  /** The address or the number. */
  endpoint: string;
  /** What it is about: an alarm's state, a test of it, or the verification of the address itself. */
  type: 'alarm' | 'test' | 'verification';
  alarmName?: string;
  state?: string;
  text: string;
}

/** Sends an alarm's message to each of its contact methods that can take one. */
export function notify(region: Region, alarm: StoredResource, type: 'alarm' | 'test', state: string, at: number): void {
  const { contactProtocols, notificationEnabled, notificationTriggers, metricName, monitoredResourceName } = alarm.details;
  if (!notificationEnabled || !(notificationTriggers as string[]).includes(state)) return;
  for (const protocol of contactProtocols as string[]) {
    const method = contactMethod(region, protocol);
    if (!method || stateAt(method, at) !== 'Valid') continue;
    const what = `the alarm ${alarm.name} (${String(metricName)} of ${String(monitoredResourceName)})`;
    send(region, {
      at,
      protocol,
      endpoint: String(method.details.contactEndpoint),
      type,
      alarmName: alarm.name,
      state,
      text: type === 'test' ? `Test of ${what}: ${state}` : `${state}: ${what}`,
    });
  }
}

export function send(region: Region, message: Message): void {
  const messages = region.state.messages ??= [];
  messages.push(message);
}
