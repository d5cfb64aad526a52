import { invalidInput } from '../errors';

const BUNDLES = [
  { bundleId: 'small_1_0', name: '5 GB', price: 1, storagePerMonthInGb: 5, transferPerMonthInGb: 25, isActive: true },
  { bundleId: 'medium_1_0', name: '100 GB', price: 3, storagePerMonthInGb: 100, transferPerMonthInGb: 250, isActive: true },
  { bundleId: 'large_1_0', name: '250 GB', price: 5, storagePerMonthInGb: 250, transferPerMonthInGb: 500, isActive: true },
];

/** Refuses a bundle that buckets do not have. */
export function checkBucketBundle(id: string): string {
  if (!BUNDLES.some(({ bundleId }) => bundleId === id)) throw invalidInput(`The bucket bundle does not exist: ${id}`, 'GetBucketBundles lists them.');
  return id;
}

export function listedBucketBundles() {
  return BUNDLES.map((bundle) => ({ ...bundle }));
}
