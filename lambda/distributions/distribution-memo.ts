import type { DistributionAttributes } from '../../src/distributions/distribution-contract';

/** A thing to do to a distribution, in the order in which they are done. */
export const CHANGES = ['ip-address-type', 'rules-first', 'bundle-first', 'settings', 'bundle', 'certificate', 'tags', 'cache-reset'] as const;
export type Change = typeof CHANGES[number];

/** What the steps that make and change a distribution remember. */
export interface DistributionMemo {
  /** The distribution that is worked on. */
  target: string;
  mode: 'create' | 'adopt' | 'change';
  /** A call to create it was made; whether it took effect may be unknown. */
  attempted?: boolean;
  /** It is there, and this request made it. */
  made?: boolean;
  /** It is certain that this request made nothing. */
  nothingMade?: boolean;
  /** This request took it over. */
  adopted?: boolean;
  /** The stack has taken it over: it is not this request's to remove. */
  settled?: boolean;
  /** The request is itself a rollback. */
  rollingBack?: boolean;
  todo: Change[];
  /** A call was made, and what it changes may not be deployed yet. */
  underWay?: boolean;
  operationId?: string;
  attributes?: DistributionAttributes;
}
