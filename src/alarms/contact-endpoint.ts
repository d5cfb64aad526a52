import { ContactProtocol } from './contact-protocol';

/**
 * Where notifications go: an email address or a phone number.
 */
export class ContactEndpoint {
  /**
   * An email address. Lightsail sends a message with a link to it, which has to be clicked within 24 hours.
   *
   * @param address at most 256 characters; may be a token
   */
  static email(address: string): ContactEndpoint {
    return new ContactEndpoint(ContactProtocol.EMAIL, address);
  }

  /**
   * A mobile phone number. It needs no verification. Text messages work only in some regions and countries.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-supported-regions-countries.html
   * @param phoneNumber in the format E.164: `+`, the country code, the number, 15 digits at most; may be a token
   */
  static sms(phoneNumber: string): ContactEndpoint {
    return new ContactEndpoint(ContactProtocol.SMS, phoneNumber);
  }

  private constructor(
    /** How a notification is sent. */
    readonly protocol: ContactProtocol,
    /** The address or the number. */
    readonly value: string,
  ) {}
}
