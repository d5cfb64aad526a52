import type { Region } from '../region';
import type { StoredResource } from '../state';

export const CONTACT_METHOD = 'ContactMethod';

/** The Region's contact method for a protocol. There is one at most, so its name follows from the protocol. */
export function contactMethod(region: Region, protocol: string): StoredResource | undefined {
  return region.find(CONTACT_METHOD, contactMethodName(protocol));
}

export function contactMethodName(protocol: string): string {
  return `ContactMethod-${protocol}`;
}
