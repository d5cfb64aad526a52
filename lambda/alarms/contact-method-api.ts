import type { ContactProtocolName } from '../../src/alarms/contact-method-contract';
import type { Stacks } from '../aws/cloudformation';
import type { WaiterExecutions } from '../aws/step-functions';
import type { Tags } from '../lightsail/ownership';
import type { Tagging } from '../lightsail/tagging';

/** A contact method that is there, as far as this code needs to know it. */
export interface ContactMethod {
  /** Lightsail's name of it, by which it is tagged. */
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly status: string;
  readonly createdAt?: Date;
  readonly tags: Tags;
}

/** Lightsail's calls for contact methods. Undefined is what is not there; everything else that fails throws. */
export interface ContactMethodApi {
  get(protocol: ContactProtocolName): Promise<ContactMethod | undefined>;
  create(protocol: ContactProtocolName, endpoint: string, tags: Tags): Promise<void>;
  delete(protocol: ContactProtocolName): Promise<void>;
  /** Only for email. */
  sendVerification(): Promise<void>;
}

/** What the plans for contact methods call. */
export interface ContactMethodDependencies {
  readonly contactMethods: ContactMethodApi;
  readonly tagging: Tagging;
  readonly stacks: Stacks;
  readonly executions: WaiterExecutions;
}
