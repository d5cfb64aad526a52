import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail instance that exists already.
 */
export class Instance {
  /**
   * Refers to an instance by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `instanceArn` of the reference is the pattern of any instance.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param instanceName the name; may be a token
   */
  static fromInstanceName(scope: Construct, id: string, instanceName: string): lightsail.IInstanceRef {
    class Import extends NamedReference implements lightsail.IInstanceRef {
      readonly instanceRef: lightsail.InstanceReference = { instanceName: instanceName, instanceArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'Instance', prop: 'instanceName', name: instanceName });
  }

  private constructor() {}
}
