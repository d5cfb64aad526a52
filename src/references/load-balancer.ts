import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail load balancer that exists already.
 */
export class LoadBalancer {
  /**
   * Refers to a load balancer by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `loadBalancerArn` of the reference is the pattern of any load balancer.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param loadBalancerName the name; may be a token
   */
  static fromLoadBalancerName(scope: Construct, id: string, loadBalancerName: string): lightsail.ILoadBalancerRef {
    class Import extends NamedReference implements lightsail.ILoadBalancerRef {
      readonly loadBalancerRef: lightsail.LoadBalancerReference = { loadBalancerName: loadBalancerName, loadBalancerArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'LoadBalancer', prop: 'loadBalancerName', name: loadBalancerName });
  }

  private constructor() {}
}
