import type { DistributionAttributes } from '../../src/distributions/distribution-contract';
import type { CreateMemo } from '../engine/creation';

/** A thing to do to a distribution, in the order in which they are done. */
export const CHANGES = ['ip-address-type', 'rules-first', 'bundle-first', 'settings', 'bundle', 'certificate', 'tags', 'cache-reset'] as const;
export type Change = typeof CHANGES[number];

/** What the steps that make and change a distribution remember. */
export interface DistributionMemo extends CreateMemo {
  /** The distribution that is worked on. */
  target: string;
  mode: 'create' | 'adopt' | 'change';
  /** It is certain that this request made nothing. */
  nothingMade?: boolean;
  /** This request took it over. */
  adopted?: boolean;
  /** It is ours, and an earlier deployment made it: it is to be marked, so that a rollback keeps it. */
  wasThereBefore?: boolean;
  /** The request is itself a rollback. */
  rollingBack?: boolean;
  todo: Change[];
  /** A call was made, and what it changes may not be deployed yet. */
  underWay?: boolean;
  attributes?: DistributionAttributes;
}
