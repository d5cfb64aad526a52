import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail container service that exists already.
 */
export class ContainerService {
  /**
   * Refers to a container service by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `containerArn` of the reference is the pattern of any container service.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param containerServiceName the name; may be a token
   */
  static fromContainerServiceName(scope: Construct, id: string, containerServiceName: string): lightsail.IContainerRef {
    class Import extends NamedReference implements lightsail.IContainerRef {
      readonly containerRef: lightsail.ContainerReference = { serviceName: containerServiceName, containerArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'ContainerService', prop: 'containerServiceName', name: containerServiceName });
  }

  private constructor() {}
}
