/**
 * How Lightsail sends a notification. A region has one contact method for each.
 */
export enum ContactProtocol {
  /** An email, to an address that was verified. */
  EMAIL = 'Email',
  /** A text message, in some regions and to some countries only. */
  SMS = 'SMS',
}
