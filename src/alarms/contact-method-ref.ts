import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { ContactProtocol } from './contact-protocol';

/**
 * A contact method: made by a `ContactMethod`, or one that the region has already (`ContactMethod.fromProtocol`).
 */
export interface IContactMethod extends lightsail.IContactMethodRef {
  /** How it sends notifications. Alarms name their contact methods by it. */
  readonly protocol: ContactProtocol;
}
