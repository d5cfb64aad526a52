import { latestRestorableTime, restoredDatabase, secondZone } from './database-restore';
import { checkDatabaseInput, checkedWindows } from './database-rules';
import { takeDatabaseSnapshot } from './database-snapshots';
import { applyPendingChanges, pendingOutput, updateDatabase } from './database-updates';
import { newPassword, passwordOutput, setPassword } from './passwords';
import { databaseBlueprint, databaseBundle } from '../catalogue/database-plans';
import { invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request, Step } from '../request';
import { GONE, type StoredOperation, type StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';
import { checkZone } from '../zones';

const KIND = 'RelationalDatabase';
const NAME = 'relationalDatabaseName';
/** AWS starts a stopped database again after a week. */
const LONGEST_STOP = 7 * 24 * 60 * 60 * 1000;

export const databaseHandlers: Handlers = {
  CreateRelationalDatabase: create,
  CreateRelationalDatabaseFromSnapshot: (request) => begin(request, restoredDatabase(request)),
  GetRelationalDatabase: (request) => ({ relationalDatabase: output(request, request.region.get(KIND, request.text(NAME))) }),
  GetRelationalDatabases: (request) => page(request, 'relationalDatabases', request.region.all(KIND), (database) => database.arn,
    (database) => output(request, database)),
  GetRelationalDatabaseMasterUserPassword: (request) => passwordOutput(request, request.region.get(KIND, request.text(NAME))),
  UpdateRelationalDatabase: (request) => updateDatabase(request, inState(request, 'update this database', 'available')),
  StartRelationalDatabase: (request) => {
    const { databaseStart: duration } = request.durations;
    return change(request, inState(request, 'start this database', 'stopped'), 'starting', duration);
  },
  RebootRelationalDatabase: (request) => {
    const { databaseReboot: duration } = request.durations;
    return change(request, inState(request, 'reboot this database', 'available'), 'rebooting', duration, applyPendingChanges);
  },
  StopRelationalDatabase: stop,
  DeleteRelationalDatabase: remove,
};

function create(request: Request): Output {
  const { region } = request;
  const blueprint = databaseBlueprint(request.text('relationalDatabaseBlueprintId'));
  const { hardware, highAvailability } = databaseBundle(request.text('relationalDatabaseBundleId'));
  checkDatabaseInput(blueprint.engine, request.input);
  const windows = checkedWindows(request.input);
  const availabilityZone = checkZone(region.name, request.optionalText('availabilityZone') ?? `${region.name}a`);
  const database = region.add(KIND, request.text(NAME), {
    availabilityZone,
    tags: requestTags(request.input),
    details: {
      relationalDatabaseBlueprintId: request.text('relationalDatabaseBlueprintId'),
      relationalDatabaseBundleId: request.text('relationalDatabaseBundleId'),
      masterDatabaseName: request.text('masterDatabaseName'),
      masterUsername: request.text('masterUsername'),
      engine: blueprint.engine,
      engineVersion: blueprint.engineVersion,
      hardware: { ...hardware },
      backupRetentionEnabled: true,
      ...windows,
      publiclyAccessible: request.flag('publiclyAccessible') ?? false,
      caCertificateIdentifier: 'rds-ca-rsa2048-g1',
      parameterApplyStatus: 'in-sync',
      masterEndpoint: { port: blueprint.port },
      ...highAvailability && { secondaryAvailabilityZone: secondZone(availabilityZone) },
    },
  });
  setPassword(database, newPassword(request));
  return begin(request, database);
}

/** A database that has just been added: it takes its time to come into being. */
function begin(request: Request, database: StoredResource): Output {
  const [, id] = database.supportCode.split('/');
  const { region } = request;
  const { port } = database.details.masterEndpoint as { port: number };
  database.details.masterEndpoint = { address: `${id}.${region.account.id}.${region.name}.rds.amazonaws.com`, port };
  const { databaseCreate: duration, databaseLag: lag } = request.durations;
  const activity = request.begin(duration);
  request.proceed(database, activity, [[0, 'creating'], [duration + lag, 'available']], [[0, 'creating'], [duration, 'failed']]);
  return startedOutput(request, [request.record(database, activity)]);
}

function stop(request: Request): Output {
  const database = inState(request, 'stop this database', 'available');
  const { databaseStart, databaseLag: lag } = request.durations;
  const snapshotName = request.optionalText('relationalDatabaseSnapshotName');
  const operations: StoredOperation[] = [];
  const first = snapshotName === undefined ? 0 : request.durations.databaseSnapshot;
  const duration = first + request.durations.databaseStop;
  const activity = request.begin(duration);
  if (snapshotName !== undefined) operations.push(takeDatabaseSnapshot(request, database, snapshotName, {}));
  const before: Step = [0, snapshotName === undefined ? 'stopping' : 'backing-up'];
  request.proceed(database, activity, [
    before,
    [first, 'stopping'],
    [duration + lag, 'stopped'],
    [duration + lag + LONGEST_STOP, 'starting'],
    [duration + lag + LONGEST_STOP + databaseStart, 'available'],
  ], [before, [duration, 'available']]);
  operations.push(request.record(database, activity));
  return startedOutput(request, operations);
}

/** Without a word about a final snapshot Lightsail makes one, under a name of its own. */
function remove(request: Request): Output {
  const database = inState(request, 'delete this database', 'available', 'stopped', 'failed');
  const skip = request.flag('skipFinalSnapshot');
  const given = request.optionalText('finalRelationalDatabaseSnapshotName');
  if (skip === true && given !== undefined) throw invalidInput('A final snapshot cannot be both skipped and named.');
  if (skip === false && given === undefined) {
    throw invalidInput('The parameter finalRelationalDatabaseSnapshotName is required when skipFinalSnapshot is false.');
  }
  const { databaseDelete, databaseSnapshot } = request.durations;
  const first = skip ? 0 : databaseSnapshot;
  const before = request.region.stateOf(database);
  const operations: StoredOperation[] = [];
  if (!skip) operations.push(takeDatabaseSnapshot(request, database, given ?? `${database.name.slice(0, 230)}-final-${request.now}`, {}));
  const activity = request.begin(first + databaseDelete);
  request.proceed(database, activity,
    [[0, 'deleting'], [first + databaseDelete, GONE]],
    [[0, 'deleting'], [first + databaseDelete, before]]);
  operations.push(request.record(database, activity));
  return startedOutput(request, operations);
}

function change(
  request: Request, database: StoredResource, during: string, duration: number, effect: (database: StoredResource) => void = () => undefined,
): Output {
  const before = request.region.stateOf(database);
  const activity = request.begin(duration);
  const lag = request.durations.databaseLag;
  if (!activity.failure) effect(database);
  request.proceed(database, activity, [[0, during], [duration + lag, 'available']], [[0, during], [duration, before]]);
  return startedOutput(request, [request.record(database, activity)]);
}

function inState(request: Request, action: string, ...allowed: string[]): StoredResource {
  const database = request.region.get(KIND, request.text(NAME));
  const state = request.region.stateOf(database);
  if (!allowed.includes(state)) throw wrongState(action, KIND, state);
  return database;
}

function output(request: Request, database: StoredResource): Output {
  const state = request.region.stateOf(database);
  // The endpoint is known once the database has been made.
  const { masterEndpoint, ...details } = database.details;
  return {
    ...commonOutput(database),
    ...details,
    ...state !== 'creating' && state !== 'failed' && { masterEndpoint },
    state,
    pendingModifiedValues: pendingOutput(database),
    pendingMaintenanceActions: [],
    latestRestorableTime: new Date(latestRestorableTime(database, request.now)),
  };
}
