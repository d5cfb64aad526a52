import type { AlarmDependencies } from './alarm-api';
import { alarmName, alarmSubject } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import { undoAlarmStep } from './delete-alarm-plan';
import { type PutMemo, putSteps } from './put-steps';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { type Moment, next, type Outcome } from '../engine/plan';

/**
 * Makes an alarm. What a failed one leaves, the Delete that follows removes: by its tags, it knows its own. What a failed one
 * has overwritten is restored at once, for without a rollback no Delete comes.
 */
export function createAlarmPlan(request: ResourceRequest<AlarmRequestProperties>, dependencies: AlarmDependencies): ResourcePlan<PutMemo> {
  const name = alarmName(request);
  const undo = undoAlarmStep(name, request, dependencies);

  async function restore(memo: PutMemo, moment: Moment): Promise<Outcome> {
    if (!memo.overwritten) return next();
    const outcome = await undo.run(memo, moment);
    memo.nothingMade = true;
    return outcome;
  }

  return {
    subject: alarmSubject(name, request.properties),
    memo: {},
    steps: putSteps({ request, name, dependencies, checkLimit: true }),
    onFailure: [{ name: 'restore-alarm', run: restore }],
    onCancelled: [undo],
    success: ({ attributes }) => ({ physicalId: name, attributes: { ...attributes ?? { AlarmName: name, AlarmArn: '', State: '' } } }),
    failedCreationId: ({ attempted, nothingMade }) => (attempted && !nothingMade ? name : nothingCreated(request.requestId)),
  };
}
