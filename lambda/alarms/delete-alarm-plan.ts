import { generatedAlarmName } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import type { AlarmServices } from './services';
import { mayBeMadeUp } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { mayBeLate, standingOf } from '../cloudformation/still-wanted';
import { abandon, finish, next, type Outcome, RequestError, type Step } from '../engine/plan';
import { isNotFound } from '../lightsail/errors';
import { isOwnedByResource, type Tags } from '../lightsail/ownership';
import type { Log } from '../log';

type Nothing = Record<string, never>;

/** Removes an alarm that this resource made. What is gone, and what is not ours, is as good as removed. */
export function deleteAlarmPlan(request: ResourceRequest<AlarmRequestProperties>, services: AlarmServices): ResourcePlan<Nothing> {
  const { physicalId = '', log } = request;
  // A Create that was cancelled before it answered has no name in the stack; what it would have made has one all the same.
  const name = mayBeMadeUp(physicalId) && physicalId !== request.properties.name
    ? request.properties.name ?? generatedAlarmName(request.stackId, request.logicalId)
    : physicalId;
  return {
    subject: `the alarm '${name}'`,
    memo: {},
    steps: [
      {
        name: 'check-request',
        run: async (_, moment) => {
          if (mayBeLate(request, moment.requestAge) && await standingOf(request, physicalId, services.stacks) === 'settled') {
            return abandon('the stack has this alarm in use: an old event');
          }
          return next();
        },
      },
      removeAlarmStep<Nothing>(name, services, log, (tags) => isOwnedByResource(tags, request)),
    ],
    onFailure: [],
    onAbandon: [],
    success: () => ({ physicalId, attributes: {} }),
    failedCreationId: () => physicalId,
  };
}

/** Reads before it deletes: whatever else has the name by then stays. */
export function removeAlarmStep<Memo>(
  name: string, { alarms }: AlarmServices, log: Log, isOurs: (tags: Tags, memo: Memo) => boolean,
): Step<Memo> {
  async function remove(memo: Memo): Promise<Outcome> {
    const alarm = await alarms.get(name);
    if (!alarm || !isOurs(alarm.tags, memo)) {
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
