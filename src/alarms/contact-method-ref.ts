import type { IResource } from 'aws-cdk-lib';
import type { ContactProtocol } from './contact-protocol';

/**
 * A contact method: made by a `ContactMethod`, or one that the region has already (`ContactMethod.fromProtocol`).
 */
export interface IContactMethod extends IResource {
  /** How it sends notifications. Alarms name their contact methods by it. */
  readonly protocol: ContactProtocol;
}
