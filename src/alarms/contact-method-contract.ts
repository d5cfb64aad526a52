/**
 * What a contact method construct sends to the function. Free of the CDK. Scalars arrive as strings: CloudFormation makes
 * them so.
 */
export const CONTACT_METHOD_RESOURCE_TYPE = 'Custom::LightsailContactMethod';

/** How a notification is sent. A region has one contact method for each. */
export type ContactProtocolName = 'Email' | 'SMS';

/** Properties of the custom resource, as the template holds them. */
export interface ContactMethodProperties {
  /**
   * How notifications are sent. A region has one contact method for each.
   * @values Email, SMS
   * @change replaced
   */
  readonly Protocol: ContactProtocolName;
  /**
   * The address, or the phone number in the format E.164.
   * @change in place; has to be verified again
   */
  readonly Endpoint: string;
  /**
   * Whether the deployment waits until an email address is verified, for `TimeoutSeconds` at most.
   * @default false
   * @change in place
   */
  readonly WaitForVerification?: boolean | string;
  /**
   * Tags, besides those by which the library recognizes what it owns: at most 45.
   * @change in place
   */
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /**
   * How long a request may take, in seconds, the wait for the verification included.
   * @minimum 1
   * @maximum 3300
   * @default 1200
   * @change nothing
   */
  readonly TimeoutSeconds?: number | string;
}

/** Attributes that `Fn::GetAtt` gives. */
export interface ContactMethodAttributes {
  /** The ARN. */
  readonly ContactMethodArn: string;
  /** The protocol. */
  readonly Protocol: ContactProtocolName;
  /** The address or number. */
  readonly Endpoint: string;
  /** When the deployment ended: `PendingVerification`, `Valid`, `Invalid`. */
  readonly Status: string;
}
