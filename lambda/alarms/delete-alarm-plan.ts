import { generatedAlarmName } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import type { AlarmServices } from './services';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { unansweredCreations } from '../cloudformation/unanswered-creations';
import { finish, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { isNotFound } from '../lightsail/errors';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';
import type { Log } from '../log';

interface DeleteMemo {
  target: string;
}

/** Removes an alarm that this resource made. What is gone, and what is not ours, is as good as removed. */
export function deleteAlarmPlan(request: ResourceRequest<AlarmRequestProperties>, services: AlarmServices): ResourcePlan<DeleteMemo> {
  const { physicalId = '', log } = request;
  const { alarms } = services;

  async function find(memo: DeleteMemo): Promise<Outcome> {
    if (await alarms.get(physicalId)) return next();
    // CloudFormation makes an id up for a Create that it cancelled before the answer named the alarm.
    const named = await alarms.get(request.properties.name ?? generatedAlarmName(request.stackId, request.logicalId));
    const [made] = await unansweredCreations(request, named ? [{ ...named, createdAt: new Date(named.createdAt), isBeingMade: false }] : [], services);
    memo.target = made?.name ?? physicalId;
    return made ? next() : finish();
  }

  return {
    subject: `the alarm '${physicalId}'`,
    memo: { target: physicalId },
    steps: [
      { name: 'find-alarm', run: find },
      removeAlarmStep<DeleteMemo>(({ target }) => target, services, log, (tags) => isOwnedByResource(tags, request)),
    ],
    onFailure: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}

/** Reads before it deletes: whatever else has the name by then stays. */
export function removeAlarmStep<Memo>(
  nameOf: (memo: Memo) => string, { alarms }: AlarmServices, log: Log, isOurs: (tags: Tags) => boolean,
): Step<Memo> {
  async function remove(memo: Memo): Promise<Outcome> {
    const name = nameOf(memo);
    const alarm = await alarms.get(name);
    if (!alarm || !isOurs(alarm.tags)) {
      log({ decision: alarm ? 'leave-what-is-not-ours' : 'gone', alarm: name });
      return finish();
    }
    try {
      const failed = (await alarms.delete(name)).find(({ outcome }) => outcome === 'failed');
      if (failed) {
        throw new RequestError(`Lightsail could not delete the alarm '${name}': ${failed.reason ?? failed.status}. `
          + 'Delete it in the Lightsail console, and deploy again.');
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return next();
  }
  return { name: 'delete-alarm', run: remove };
}
