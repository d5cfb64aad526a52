import type { IConstruct, IDependable } from 'constructs';
import type { LightsailFamily } from './family';

/**
 * What carries out the constructs' work: one Lambda function and one waiter.
 *
 * Every construct takes one as its `provider`. By default it is the stack's own, which the first construct creates.
 */
export interface ILightsailProvider extends IConstruct {
  /**
   * The ARN of the function, which is the service token of every custom resource of this library.
   * @attribute
   */
  readonly functionArn: string;

  /**
   * Gives the function the permissions that a family of constructs needs. A resource of that family must depend on what this
   * returns, so that the permissions exist before it is created and until it is deleted.
   *
   * Constructs call it themselves. Call it for a custom resource of your own that uses the provider's function.
   *
   * Fails at synthesis if the user is in another stack than the provider and the provider is not shared, and for a family that
   * a shared provider's `families` leaves out.
   *
   * @param family whose permissions are needed
   * @param user the construct that needs them
   */
  useFamily(family: LightsailFamily, user: IConstruct): IDependable;
}
