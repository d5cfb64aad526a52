/**
 * What a contact method construct sends to the function. Free of the CDK. Scalars arrive as strings: CloudFormation makes
 * them so.
 */
export const CONTACT_METHOD_RESOURCE_TYPE = 'Custom::LightsailContactMethod';

/** How a notification is sent. A region has one contact method for each. */
export type ContactProtocolName = 'Email' | 'SMS';

/** Properties of the custom resource, as the template holds them. */
export interface ContactMethodProperties {
  readonly Protocol: ContactProtocolName;
  /** An address, or a number in the format E.164. */
  readonly Endpoint: string;
  /** Absent: no. */
  readonly WaitForVerification?: boolean | string;
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  /** How long the whole request may take, the wait for the verification included. */
  readonly TimeoutSeconds: number | string;
}

/** Attributes that `Fn::GetAtt` gives. */
export interface ContactMethodAttributes {
  readonly ContactMethodArn: string;
  readonly Protocol: ContactProtocolName;
  readonly Endpoint: string;
  /** When the deployment ended: `PendingVerification`, `Valid`, `Invalid`. */
  readonly Status: string;
}
