import type { AlarmDependencies } from './alarm-api';
import { alarmName } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import { formerAlarm, restoreAlarm } from './former-alarm';
import { OwnershipTag } from '../../src/provider/ownership-contract';
import { isOrdinaryDeletion } from '../cloudformation/earlier-deployment';
import { isMadeSince } from '../cloudformation/made-since';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { unansweredCreations } from '../cloudformation/unanswered-creations';
import { unlessUnknown } from '../cloudformation/unless-unknown';
import { finish, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { unlessNotFound } from '../lightsail/not-found';
import { isOwnedByRequest, isOwnedByResource } from '../lightsail/ownership';

interface DeleteMemo {
  target: string;
}

type Request = ResourceRequest<AlarmRequestProperties>;

/**
 * Removes an alarm that this resource made. What is gone, and what is not ours, is as good as removed. What was there before
 * is removed as well if the Delete is certainly meant, for it belongs to the stack; otherwise it is made what it was.
 */
export function deleteAlarmPlan(request: Request, dependencies: AlarmDependencies): ResourcePlan<DeleteMemo> {
  const { physicalId = '', log, stackId } = request;
  const { alarms, stacks } = dependencies;

  async function find(memo: DeleteMemo): Promise<Outcome> {
    if (await alarms.get(physicalId)) return next();
    // CloudFormation makes an id up for a Create that it cancelled before the answer named the alarm.
    const named = await alarms.get(alarmName(request));
    const former = named && formerAlarm(named.tags);
    const [made] = await unansweredCreations(request, named ? [{
      name: named.name,
      tags: former ? { ...named.tags, [OwnershipTag.REQUEST]: former.requestId } : named.tags,
      createdAt: new Date(former?.overwrittenAt ?? named.createdAt),
      isBeingMade: false,
    }] : [], dependencies);
    memo.target = made?.name ?? physicalId;
    return made ? next() : finish();
  }

  async function remove({ target }: DeleteMemo): Promise<Outcome> {
    const alarm = await alarms.get(target);
    if (!alarm || !isOwnedByResource(alarm.tags, request) || isMadeSince(request, alarm.createdAt)) {
      log({ decision: alarm ? 'leave-what-is-not-ours' : 'gone', alarm: target });
      return finish();
    }
    const former = formerAlarm(alarm.tags);
    const isMeant = !former || isOrdinaryDeletion(await unlessUnknown(log, async () => stacks.stack(stackId)));
    await (isMeant ? deleteAlarm(target, dependencies) : restoreAlarm(alarm, former, request, dependencies));
    return next();
  }

  return {
    subject: `the alarm '${physicalId}'`,
    memo: { target: physicalId },
    steps: [
      { name: 'find-alarm', run: find },
      { name: 'delete-alarm', run: remove },
    ],
    onFailure: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}

/** Takes back what this very request did to an alarm. Reads first: whatever else has the name by then stays. */
export function undoAlarmStep(name: string, request: Request, dependencies: AlarmDependencies): Step<unknown> {
  async function undo(): Promise<Outcome> {
    const alarm = await dependencies.alarms.get(name);
    const tags = alarm?.tags ?? {};
    const former = formerAlarm(tags);
    const isOverwritten = former?.requestId === request.requestId && isOwnedByResource(tags, request);
    if (alarm && isOverwritten) await restoreAlarm(alarm, former, request, dependencies);
    else if (isOwnedByRequest(tags, request)) await deleteAlarm(name, dependencies);
    else request.log({ decision: alarm ? 'leave-what-is-not-ours' : 'gone', alarm: name });
    return next();
  }
  return { name: 'undo-alarm', run: undo };
}

async function deleteAlarm(name: string, { alarms }: AlarmDependencies): Promise<void> {
  const failed = (await unlessNotFound(alarms.delete(name)))?.find(({ outcome }) => outcome === 'failed');
  if (failed) {
    throw new RequestError(`Lightsail could not delete the alarm '${name}': ${failed.reason ?? failed.status}. `
      + 'Delete it in the Lightsail console, and deploy again.');
  }
}
