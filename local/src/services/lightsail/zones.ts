import { enumValues } from './api';
import { invalidInput } from './errors';
import type { Handlers } from './request';

const REGIONS = enumValues('RegionName');
const ZONES = ['a', 'b', 'c'];

export function isRegion(name: string): boolean {
  return REGIONS.includes(name);
}

/** Refuses an Availability Zone of another Region. */
export function checkZone(region: string, zone: string): string {
  if (!ZONES.some((letter) => zone === region + letter)) throw invalidInput(`The Availability Zone ${zone} does not exist in ${region}.`);
  return zone;
}

export const regionHandlers: Handlers = {
  GetRegions: (request) => {
    const zones = (region: string) => ZONES.map((letter) => ({ zoneName: region + letter, state: 'available' }));
    return {
      regions: REGIONS.map((name) => ({
        name,
        displayName: name,
        ...request.flag('includeAvailabilityZones') && { availabilityZones: zones(name) },
        ...request.flag('includeRelationalDatabaseAvailabilityZones') && { relationalDatabaseAvailabilityZones: zones(name) },
      })),
    };
  },
};
