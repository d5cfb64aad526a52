/**
 * By which IP versions viewers reach a distribution.
 */
export enum DistributionIpAddressType {
  /** IPv4 and IPv6. */
  DUALSTACK = 'dualstack',
  /** IPv4 only. */
  IPV4 = 'ipv4',
}
