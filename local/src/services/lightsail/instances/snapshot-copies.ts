import { NotSupportedError } from '../../../core/service';
import { doesNotExist, invalidInput, wrongState } from '../errors';
import { startedOutput } from '../operations';
import type { Handlers, Output, Request } from '../request';
import { isRegion } from '../zones';

export const snapshotCopyHandlers: Handlers = { CopySnapshot: copy };

/** Of an instance or a disk, called in the Region that the copy goes to. Tags stay behind. */
function copy(request: Request): Output {
  if (['sourceResourceName', 'restoreDate', 'useLatestRestorableAutoSnapshot'].some((name) => request.input[name] !== undefined)) {
    throw new NotSupportedError('CopySnapshot of an automatic snapshot');
  }
  const sourceRegion = request.text('sourceRegion');
  if (!isRegion(sourceRegion)) throw invalidInput(`The Region does not exist: ${sourceRegion}`);
  const sourceName = request.optionalText('sourceSnapshotName');
  if (sourceName === undefined) throw invalidInput('The parameter sourceSnapshotName is required for a manual snapshot.');
  const from = request.otherRegion(sourceRegion);
  const source = from.find('InstanceSnapshot', sourceName) ?? from.find('DiskSnapshot', sourceName);
  if (!source) throw doesNotExist('Snapshot', sourceName);
  const ready = source.kind === 'InstanceSnapshot' ? 'available' : 'completed';
  const state = from.stateOf(source);
  if (state !== ready) throw wrongState('copy this snapshot', source.kind, state);
  const target = request.region.add(source.kind, request.text('targetSnapshotName'), { tags: {}, details: { ...source.details }, hidden: source.hidden && { ...source.hidden } });
  const { snapshotCopy: duration } = request.durations;
  const activity = request.begin(duration);
  request.proceed(target, activity, [[0, 'pending'], [duration, ready]], [[0, 'pending'], [duration, 'error']]);
  return startedOutput(request, [request.record(target, activity, { details: `${sourceRegion}:${sourceName}` })]);
}
