import type { Region } from './region';

/** Ends what never ends by itself, as if its time were over at this moment. */
export function endNow(region: Region, resourceName: string): void {
  const { operations, resources } = region.state;
  const endless = operations.filter((operation) => operation.endsAt === null && operation.resourceName === resourceName);
  if (endless.length === 0) throw new Error(`Nothing that never ends is under way for ${resourceName} in ${region.name}.`);
  const activities = new Set(endless.map((operation) => operation.activity));
  for (const operation of operations) if (activities.has(operation.activity)) operation.endsAt = region.now;
  for (const resource of Object.values(resources)) {
    for (const phase of resource.phases) {
      if (phase.from === null && activities.has(phase.activity)) phase.from = region.now + phase.delay;
    }
  }
}
