import type { JsonObject } from '../../../core/json';
import { type DatabaseHardware, databaseBundle } from '../catalogue/database-plans';
import { invalidInput, wrongState } from '../errors';
import type { Request } from '../request';
import type { StoredResource } from '../state';
import { requestTags } from '../tags';
import { checkZone } from '../zones';
import { currentPassword } from './passwords';

const KIND = 'RelationalDatabase';
const BACKUP_LAG = 5 * 60 * 1000;

/** What a database is restored from: its own or a snapshot's data. */
interface Source {
  readonly details: JsonObject;
  readonly passwords: JsonObject;
}

/** A new database with the data of a snapshot, or of another database at some time. It is not begun yet. */
export function restoredDatabase(request: Request): StoredResource {
  const { region } = request;
  const { details, passwords } = source(request);
  const bundleId = request.optionalText('relationalDatabaseBundleId') ?? String(details.relationalDatabaseBundleId);
  const { hardware, highAvailability } = databaseBundle(bundleId);
  const least = details.hardware as unknown as DatabaseHardware;
  if (hardware.diskSizeInGb < least.diskSizeInGb || hardware.ramSizeInGb < least.ramSizeInGb) {
    throw invalidInput(`The bundle ${bundleId} is smaller than that of the source database.`, 'Choose one that is at least as large.');
  }
  const availabilityZone = checkZone(region.name, request.optionalText('availabilityZone') ?? `${region.name}a`);
  const { secondaryAvailabilityZone: _, ...kept } = details;
  return region.add(KIND, request.text('relationalDatabaseName'), {
    availabilityZone,
    tags: requestTags(request.input),
    details: {
      ...kept,
      relationalDatabaseBundleId: bundleId,
      hardware: { ...hardware },
      publiclyAccessible: request.flag('publiclyAccessible') ?? false,
      ...highAvailability && { secondaryAvailabilityZone: secondZone(availabilityZone) },
    },
    hidden: { passwords },
  });
}

/** Backups are some minutes behind. */
export function latestRestorableTime(database: StoredResource, now: number): number {
  return Math.max(database.createdAt, now - BACKUP_LAG);
}

/** Where the standby of a high-availability database is. */
export function secondZone(zone: string): string {
  return zone.slice(0, -1) + (zone.endsWith('a') ? 'b' : 'a');
}

function source(request: Request): Source {
  const snapshotName = request.optionalText('relationalDatabaseSnapshotName');
  const databaseName = request.optionalText('sourceRelationalDatabaseName');
  if ((snapshotName === undefined) === (databaseName === undefined)) {
    throw invalidInput('Give either relationalDatabaseSnapshotName or sourceRelationalDatabaseName: a database is restored from one of them.');
  }
  return snapshotName === undefined ? pointInTime(request) : snapshot(request, snapshotName);
}

function snapshot(request: Request, name: string): Source {
  const found = request.region.get('RelationalDatabaseSnapshot', name);
  const state = request.region.stateOf(found);
  if (state !== 'available') throw wrongState('create a database from this snapshot', found.kind, state);
  const { source: details, passwords } = found.hidden as { source: JsonObject; passwords: JsonObject };
  return { details: { ...details }, passwords: { ...passwords } };
}

/** The local cloud keeps no data: whatever the time is, the settings are those of now. */
function pointInTime(request: Request): Source {
  const database = request.region.get(KIND, request.text('sourceRelationalDatabaseName'));
  if (database.details.backupRetentionEnabled !== true) throw invalidInput(`The database ${database.name} has no backups: its backup retention is disabled.`);
  const { restoreTime } = request.input;
  const latest = request.flag('useLatestRestorableTime') === true;
  if (latest === (restoreTime !== undefined)) throw invalidInput('Give either restoreTime or useLatestRestorableTime.');
  const time = restoreTime instanceof Date ? restoreTime.getTime() : Number(restoreTime) * 1000;
  if (!latest && (time < database.createdAt || time > latestRestorableTime(database, request.now))) {
    throw invalidInput(`The restore time must be between the creation of ${database.name} and its latest restorable time.`);
  }
  return { details: { ...database.details }, passwords: currentPassword(database) };
}
