import { wrongState } from '../errors';
import { startedOutput } from '../operations';
import { page } from '../paging';
import type { Handlers, Output, Request } from '../request';
import { removeSnapshot } from '../snapshot-deletion';
import type { StoredOperation, StoredResource } from '../state';
import { requestTags } from '../tags';
import { commonOutput } from '../views';
import { currentPassword } from './passwords';

const KIND = 'RelationalDatabaseSnapshot';
const NAME = 'relationalDatabaseSnapshotName';

export const databaseSnapshotHandlers: Handlers = {
  CreateRelationalDatabaseSnapshot: create,
  GetRelationalDatabaseSnapshot: (request) => ({
    relationalDatabaseSnapshot: output(request, request.region.get(KIND, request.text(NAME))),
  }),
  GetRelationalDatabaseSnapshots: (request) => page(request, 'relationalDatabaseSnapshots', request.region.all(KIND),
    (snapshot) => snapshot.arn, (snapshot) => output(request, snapshot)),
  DeleteRelationalDatabaseSnapshot: (request) => removeSnapshot(request, KIND, request.text(NAME), 'creating'),
};

/** Two operations: the snapshot's and the database's, which is busy meanwhile. */
function create(request: Request): Output {
  const { region } = request;
  const database = region.get('RelationalDatabase', request.text('relationalDatabaseName'));
  region.checkFree(request.text(NAME));
  const state = region.stateOf(database);
  if (state !== 'available') throw wrongState('create a snapshot of this database', 'RelationalDatabase', state);
  const made = takeDatabaseSnapshot(request, database, request.text(NAME), requestTags(request.input));
  const { databaseSnapshot: duration, databaseLag: lag } = request.durations;
  const activity = { id: made.activity, duration, endsAt: made.endsAt, ...made.failure && { failure: made.failure } };
  request.proceed(database, activity, [[0, 'backing-up'], [duration + lag, 'available']], [[0, 'backing-up'], [duration, 'available']]);
  return startedOutput(request, [made, request.record(database, activity, { details: made.resourceName })]);
}

/** Makes the snapshot and its operation. What the database does meanwhile is the caller's business. */
export function takeDatabaseSnapshot(
  request: Request, database: StoredResource, name: string, tags: Record<string, string | null>,
): StoredOperation {
  const { details } = database;
  const snapshot = request.region.add(KIND, name, {
    tags,
    details: {
      engine: details.engine,
      engineVersion: details.engineVersion,
      sizeInGb: (details.hardware as { diskSizeInGb: number }).diskSizeInGb,
      fromRelationalDatabaseName: database.name,
      fromRelationalDatabaseArn: database.arn,
      fromRelationalDatabaseBundleId: details.relationalDatabaseBundleId,
      fromRelationalDatabaseBlueprintId: details.relationalDatabaseBlueprintId,
    },
    hidden: { source: { ...details }, passwords: currentPassword(database) },
  });
  const { databaseSnapshot: duration, databaseLag: lag } = request.durations;
  const activity = request.begin(duration);
  request.proceed(snapshot, activity, [[0, 'creating'], [duration + lag, 'available']], [[0, 'creating'], [duration, 'failed']]);
  return request.record(snapshot, activity, { details: database.name, type: 'CreateRelationalDatabaseSnapshot' });
}

function output(request: Request, snapshot: StoredResource): Output {
  return { ...commonOutput(snapshot), ...snapshot.details, state: request.region.stateOf(snapshot) };
}
