import type { Duration } from 'aws-cdk-lib';
import type { aws_lightsail as lightsail, IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { OriginProperties } from './distribution-contract';
import { resourceNameOf } from '../private/resource-name';

/**
 * How a distribution talks to its origin.
 */
export enum OriginProtocolPolicy {
  /** Over HTTP only. */
  HTTP_ONLY = 'http-only',
  /** Over HTTPS only: the origin must have a certificate. */
  HTTPS_ONLY = 'https-only',
}

/**
 * By which IP versions a distribution reaches its origin.
 */
export enum OriginIpAddressType {
  /** IPv4 only. */
  IPV4 = 'ipv4',
  /** IPv6 only. */
  IPV6 = 'ipv6',
  /** IPv4 and IPv6. */
  DUALSTACK = 'dualstack',
}

/**
 * How a distribution fetches from any kind of origin.
 */
export interface DistributionOriginOptions {
  /**
   * HTTP or HTTPS. Not for a bucket, which is always reached over HTTPS.
   *
   * @default - as Lightsail chooses: HTTP, for an instance
   */
  readonly protocolPolicy?: OriginProtocolPolicy;

  /**
   * How long the origin may take to answer, 1 to 60 seconds.
   *
   * @default - as Lightsail chooses: 30 seconds
   */
  readonly responseTimeout?: Duration;

  /**
   * By which IP versions the origin is reached.
   *
   * @default - as Lightsail chooses
   */
  readonly ipAddressType?: OriginIpAddressType;

  /**
   * The origin's region.
   *
   * @default - the region of the stack that the reference was made in
   */
  readonly region?: string;
}

/**
 * How a distribution fetches from a bucket.
 */
export interface BucketOriginOptions extends DistributionOriginOptions {
  /**
   * Whether the distribution also serves objects that are not public. Lightsail lets it read them; the bucket's own access
   * settings do not change.
   *
   * @default - false for a new distribution
   */
  readonly privateAccess?: boolean;
}

/**
 * Where a distribution gets its content.
 *
 * @see https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-changing-distribution-origin.html
 */
export class DistributionOrigin {
  /**
   * An instance. Attach a static IP to it: without one, its address changes when it is stopped and started again.
   *
   * @param instance the instance
   * @param options how it is reached
   */
  static instance(instance: lightsail.IInstanceRef, options: DistributionOriginOptions = {}): DistributionOrigin {
    return new DistributionOrigin('instance', resourceNameOf(instance, instance?.instanceRef?.instanceName, 'instance'), instance, options);
  }

  /**
   * A load balancer with the instances that are attached to it.
   *
   * @param loadBalancer the load balancer
   * @param options how it is reached
   */
  static loadBalancer(loadBalancer: lightsail.ILoadBalancerRef, options: DistributionOriginOptions = {}): DistributionOrigin {
    return new DistributionOrigin('load balancer', resourceNameOf(loadBalancer, loadBalancer?.loadBalancerRef?.loadBalancerName, 'load balancer'), loadBalancer, options);
  }

  /**
   * A bucket.
   *
   * @param bucket the bucket
   * @param options how it is reached
   */
  static bucket(bucket: lightsail.IBucketRef, options: BucketOriginOptions = {}): DistributionOrigin {
    return new DistributionOrigin('bucket', resourceNameOf(bucket, bucket?.bucketRef?.bucketName, 'bucket'), bucket, options);
  }

  /**
   * A container service.
   *
   * @param service the container service
   * @param options how it is reached
   */
  static containerService(service: lightsail.IContainerRef, options: DistributionOriginOptions = {}): DistributionOrigin {
    return new DistributionOrigin('container service', resourceNameOf(service, service?.containerRef?.serviceName, 'container service'), service, options);
  }

  private constructor(
    /** @internal */
    readonly _kind: 'instance' | 'load balancer' | 'bucket' | 'container service',
    /** The name of the origin; may be a token. */
    readonly originName: string,
    /** @internal */
    readonly _construct: IConstruct & IEnvironmentAware,
    /** @internal */
    readonly _options: BucketOriginOptions,
  ) {}

  /** @internal */
  _render(): OriginProperties {
    const { _options: options } = this;
    return {
      Name: this.originName,
      RegionName: options.region ?? this._construct.env.region,
      ProtocolPolicy: options.protocolPolicy,
      ResponseTimeoutSeconds: options.responseTimeout?.toSeconds(),
      IpAddressType: options.ipAddressType,
      PrivateAccess: options.privateAccess,
    };
  }
}
