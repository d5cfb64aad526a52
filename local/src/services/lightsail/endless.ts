import type { Region } from './region';
import type { StoredOperation } from './state';

/** Ends what never ends by itself, as if its time were over at this moment. */
export function endNow(region: Region, resourceName: string): void {
  if (!end(region, (operation) => operation.resourceName === resourceName)) {
    throw new Error(`Nothing that never ends is under way for ${resourceName} in ${region.name}.`);
  }
}

/** The same for everything in the Region. */
export function endAll(region: Region): void {
  end(region, () => true);
}

function end(region: Region, chosen: (operation: StoredOperation) => boolean): boolean {
  const { operations, resources } = region.state;
  const endless = operations.filter((operation) => operation.endsAt === null && chosen(operation));
  const activities = new Set(endless.map((operation) => operation.activity));
  for (const operation of operations) if (activities.has(operation.activity)) operation.endsAt = region.now;
  for (const resource of Object.values(resources)) {
    for (const phase of resource.phases) {
      if (phase.from === null && activities.has(phase.activity)) phase.from = region.now + phase.delay;
    }
  }
  return endless.length > 0;
}
