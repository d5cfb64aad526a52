import { type CustomResource, Duration, type ITaggableV2, RemovalPolicy, Resource, TagManager, TagType } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import type { Construct } from 'constructs';
import type { ContactEndpoint } from './contact-endpoint';
import { checkEndpoint, checkOnlyOne } from './contact-method-checks';
import { CONTACT_METHOD_RESOURCE_TYPE, type ContactMethodAttributes, type ContactMethodProperties } from './contact-method-contract';
import type { IContactMethod } from './contact-method-ref';
import type { ContactProtocol } from './contact-protocol';
import { checkTags } from '../private/checks';
import { lightsailCustomResource } from '../private/lightsail-custom-resource';
import { LightsailFamily } from '../provider/family';
import type { ILightsailProvider } from '../provider/provider-ref';

/**
 * Properties of a contact method.
 */
export interface ContactMethodProps {
  /**
   * Where notifications go: `ContactEndpoint.email('ops@example.com')`, `ContactEndpoint.sms('+4915112345678')`.
   *
   * Another address or number of the same kind changes it in place; another kind replaces it.
   */
  readonly endpoint: ContactEndpoint;

  /**
   * How long the deployment waits until the email address is verified, 1 to 55 minutes. The message is sent once more after
   * half that time. If the link is not clicked in that time, the deployment fails.
   *
   * Text messages need no verification.
   *
   * @default - the deployment does not wait: notifications begin when the address is verified
   */
  readonly waitForVerification?: Duration;

  /**
   * Tags of the contact method, besides those of `Tags.of(…)`.
   *
   * @default - only those of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * What happens to the contact method when the construct leaves the stack.
   *
   * One that existed before the construct is never deleted, whatever the policy.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The provider that creates the contact method.
   *
   * @default - the default of the scope (`LightsailProvider.setDefault`), otherwise the stack's own provider
   */
  readonly provider?: ILightsailProvider;
}

/**
 * Where Lightsail sends the notifications of alarms: an email address or a phone number.
 *
 * A region of an account has one contact method for email and one for text messages. If it has one already, with the same
 * address or number, the construct uses it and never deletes it. If it has another one, the deployment fails and names it: all
 * alarms of the region depend on it. A second one of a protocol in a stack is rejected at synthesis.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-notifications.html
 */
@propertyInjectable
export class ContactMethod extends Resource implements IContactMethod, ITaggableV2 {
  /** Identifies the class to property injectors (`PropertyInjectors.of(app)`). */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-lightsail.ContactMethod';

  /**
   * Refers to the contact method that the region has already.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param protocol which of the two
   */
  static fromProtocol(scope: Construct, id: string, protocol: ContactProtocol): IContactMethod {
    class Import extends Resource implements IContactMethod {
      readonly protocol = protocol;
    }
    return new Import(scope, id);
  }

  /** The tags, for `Tags.of(…)`. */
  public readonly cdkTagManager: TagManager;

  /** How it sends notifications. */
  public readonly protocol: ContactProtocol;

  /**
   * The ARN.
   * @attribute
   */
  public readonly contactMethodArn: string;

  /**
   * The status when the deployment ended: `PendingVerification`, `Valid` or `Invalid`.
   * @attribute
   */
  public readonly contactMethodStatus: string;

  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: ContactMethodProps) {
    super(scope, id);
    checkEndpoint(this, props.endpoint);
    checkTags(this, props.tags);
    checkOnlyOne(this, props.endpoint.protocol);
    this.protocol = props.endpoint.protocol;
    this.cdkTagManager = new TagManager(TagType.MAP, CONTACT_METHOD_RESOURCE_TYPE, props.tags);

    this.resource = lightsailCustomResource(this, 'Resource', {
      resourceType: CONTACT_METHOD_RESOURCE_TYPE,
      family: LightsailFamily.CONTACT_METHODS,
      provider: props.provider,
      timeout: props.waitForVerification ?? Duration.minutes(20),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      tags: this.cdkTagManager,
      properties: {
        Protocol: props.endpoint.protocol,
        Endpoint: props.endpoint.value,
        WaitForVerification: props.waitForVerification ? true : undefined,
      } satisfies Partial<ContactMethodProperties>,
    });

    this.contactMethodArn = this.attribute('ContactMethodArn');
    this.contactMethodStatus = this.attribute('Status');
  }

  private attribute(name: keyof ContactMethodAttributes): string {
    return this.resource.getAttString(name);
  }
}
