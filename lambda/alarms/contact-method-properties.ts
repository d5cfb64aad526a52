import type { ContactProtocolName } from '../../src/alarms/contact-method-contract';
import type { Properties } from '../cloudformation/properties';
import type { Tags } from '../lightsail/ownership';

/** The properties of a contact method, decoded. */
export interface ContactMethodRequestProperties {
  readonly protocol: ContactProtocolName;
  readonly endpoint: string;
  readonly waitForVerification: boolean;
  readonly tags: Tags;
  readonly timeoutSeconds: number;
}

export const PROTOCOLS: readonly ContactProtocolName[] = ['Email', 'SMS'];

export function decodeContactMethod(properties: Properties): ContactMethodRequestProperties {
  return {
    protocol: properties.choice('Protocol', PROTOCOLS),
    endpoint: properties.text('Endpoint'),
    waitForVerification: properties.optionalFlag('WaitForVerification') ?? false,
    tags: properties.tags('Tags'),
    timeoutSeconds: properties.timeoutSeconds(1200),
  };
}
