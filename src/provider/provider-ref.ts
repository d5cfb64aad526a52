import type { IConstruct, IDependable } from 'constructs';
import type { LightsailFamily } from './family';

/**
 * What carries out the constructs' work: one Lambda function and one waiter.
 *
 * Every construct takes one as its `provider`; without it, the stack's own is used, made with the first construct.
 */
export interface ILightsailProvider extends IConstruct {
  /**
   * The ARN of the function, which is the service token of every custom resource of this library.
   * @attribute
   */
  readonly functionArn: string;

  /**
   * Gives the function the permissions that a family of constructs needs, and names what has to exist before a
   * resource of that family is made, and until it is gone.
   *
   * Constructs call it themselves. Call it for a custom resource of your own that uses the provider's function.
   *
   * Fails at synthesis for a user in another stack than the provider's if that one is not shared, and for a family that a
   * shared provider's `families` leaves out.
   *
   * @param family whose permissions are needed
   * @param user the construct that needs them
   */
  useFamily(family: LightsailFamily, user: IConstruct): IDependable;
}
