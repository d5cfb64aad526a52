import { wrongState } from './errors';
import { startedOutput } from './operations';
import type { Output, Request } from './request';
import { GONE, type ResourceKind } from './state';

/** Deletes a snapshot at once: one operation, which is over already. Not while the snapshot is being made. */
export function removeSnapshot(request: Request, kind: ResourceKind, name: string, unfinished: string): Output {
  const snapshot = request.region.get(kind, name);
  const state = request.region.stateOf(snapshot);
  if (state === unfinished) throw wrongState('delete this snapshot', kind, state);
  const activity = request.begin(0);
  const operation = request.record(snapshot, activity);
  request.proceed(snapshot, activity, [[0, GONE]], []);
  return startedOutput(request, [operation]);
}
