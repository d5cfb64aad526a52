import type { Account } from '../../../core/account';
import type { JsonObject } from '../../../core/json';
import { databaseBlueprint } from '../catalogue/database-plans';
import type { Durations } from '../durations';
import { invalidInput } from '../errors';
import { startedOutput } from '../operations';
import { Region } from '../region';
import type { Output, Request } from '../request';
import type { StoredResource } from '../state';
import { checkedWindows, checkPassword, nextMaintenance } from './database-rules';
import { applyPendingPassword, hasPendingPassword, newPassword, setPassword, setPendingPassword } from './passwords';

const MAINTENANCE = 'lightsail:database-maintenance';

/** What waits for the maintenance window, unless the caller wants it at once: the API has a place to show it as pending. */
interface Deferrable {
  readonly changed: JsonObject;
  readonly password?: ReturnType<typeof newPassword>;
}

/** Changes a database that is available. */
export function updateDatabase(request: Request, database: StoredResource): Output {
  const immediate = immediateChanges(request, database);
  const deferrable = deferrableChanges(request, database);
  const waits = request.flag('applyImmediately') !== true && (Object.keys(deferrable.changed).length > 0 || deferrable.password !== undefined);
  const { databaseUpdate: duration, databaseLag: lag } = request.durations;
  const activity = request.begin(duration);
  if (!activity.failure) {
    Object.assign(database.details, immediate);
    if (waits) defer(request.region, database, deferrable);
    else apply(database, deferrable);
    // Also when the window itself has moved.
    plan(request.region, database);
  }
  if (!waits || Object.keys(immediate).length > 0) {
    request.proceed(database, activity, [[0, 'modifying'], [duration + lag, 'available']], [[0, 'modifying'], [duration, 'available']]);
  }
  return startedOutput(request, [request.record(database, activity)]);
}

/** Puts what is pending into force: in the maintenance window, or when the database is rebooted. */
export function applyPendingChanges(database: StoredResource): void {
  Object.assign(database.details, pendingChanges(database));
  applyPendingPassword(database);
  const { pending: _, maintenanceAt: __, ...others } = database.hidden ?? {};
  database.hidden = others;
}

/** As the API shows it. */
export function pendingOutput(database: StoredResource): Output {
  const { engineVersion, backupRetentionEnabled } = pendingChanges(database);
  return {
    ...hasPendingPassword(database) && { masterUserPassword: '****' },
    ...engineVersion !== undefined && { engineVersion },
    ...backupRetentionEnabled !== undefined && { backupRetentionEnabled },
  };
}

/** Lets databases have their maintenance when its time comes. Called once for each account. */
export function maintainDatabases(account: Account, durations: () => Durations): void {
  account.scheduledTasks.on(MAINTENANCE, (payload) => {
    const { regionName, name, arn } = payload as { regionName: string; name: string; arn: string };
    const region = new Region(account, regionName);
    const database = region.find('RelationalDatabase', name);
    // The window has moved, or a reboot came first.
    if (database?.arn !== arn || database.hidden?.maintenanceAt !== region.now) return;
    if (region.stateOf(database) !== 'available') return plan(region, database);
    applyPendingChanges(database);
    const activity = region.newId();
    const { databaseUpdate: duration, databaseLag: lag } = durations();
    database.phases = [
      { state: 'modifying', from: region.now, activity, delay: 0 },
      { state: 'available', from: region.now + duration + lag, activity, delay: lag },
    ];
  });
}

function immediateChanges(request: Request, database: StoredResource): JsonObject {
  const { input } = request;
  const changed: JsonObject = {};
  if (input.preferredBackupWindow !== undefined || input.preferredMaintenanceWindow !== undefined) {
    Object.assign(changed, checkedWindows(input, database.details));
  }
  const publiclyAccessible = request.flag('publiclyAccessible');
  return publiclyAccessible === undefined ? changed : { ...changed, publiclyAccessible };
}

function deferrableChanges(request: Request, database: StoredResource): Deferrable {
  const changed: JsonObject = {};
  const [enable, disable] = [request.flag('enableBackupRetention'), request.flag('disableBackupRetention')];
  if (enable && disable) throw invalidInput('Backup retention cannot be enabled and disabled by the same request.');
  if (enable === true || disable === true) changed.backupRetentionEnabled = enable === true;
  const certificate = request.optionalText('caCertificateIdentifier');
  if (certificate !== undefined) changed.caCertificateIdentifier = certificate;
  const engineNow = database.details.engine as 'mysql' | 'postgres';
  const blueprintId = request.optionalText('relationalDatabaseBlueprintId');
  if (blueprintId !== undefined) {
    const { engine, engineVersion } = databaseBlueprint(blueprintId);
    if (engine !== engineNow) throw invalidInput(`A database cannot change from ${engineNow} to ${engine}.`);
    Object.assign(changed, { relationalDatabaseBlueprintId: blueprintId, engineVersion });
  }
  checkPassword(engineNow, request.input);
  const rotate = request.flag('rotateMasterUserPassword') === true;
  if (rotate && request.input.masterUserPassword !== undefined) throw invalidInput('A password cannot be both given and rotated.');
  return { changed, ...(rotate || request.input.masterUserPassword !== undefined) && { password: newPassword(request) } };
}

function apply(database: StoredResource, { changed, password }: Deferrable): void {
  Object.assign(database.details, changed);
  if (password) setPassword(database, password);
}

function defer(region: Region, database: StoredResource, { changed, password }: Deferrable): void {
  database.hidden = { ...database.hidden, pending: { ...pendingChanges(database), ...changed } };
  if (password) setPendingPassword(database, password);
  plan(region, database);
}

/** Makes a note of when what is pending will be applied, if anything is. */
function plan(region: Region, database: StoredResource): void {
  if (database.hidden?.pending === undefined) return;
  const at = nextMaintenance(String(database.details.preferredMaintenanceWindow), region.now);
  if (database.hidden.maintenanceAt === at) return;
  database.hidden = { ...database.hidden, maintenanceAt: at };
  region.account.scheduledTasks.add(at, MAINTENANCE, { regionName: region.name, name: database.name, arn: database.arn });
}

function pendingChanges(database: StoredResource): JsonObject {
  return (database.hidden?.pending ?? {}) as JsonObject;
}
