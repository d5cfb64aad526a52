import { generatedAlarmName } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import { removeAlarmStep } from './delete-alarm-plan';
import { type PutMemo, putSteps } from './put-steps';
import type { AlarmServices } from './services';
import { alarmSubject } from './subject';
import { nothingCreated } from '../cloudformation/physical-id';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';
import { isOwnedByRequest } from '../lightsail/ownership';

/** Makes an alarm. What a failed one leaves, the Delete that follows removes: by its tags, it knows its own. */
export function createAlarmPlan(request: ResourceRequest<AlarmRequestProperties>, services: AlarmServices): ResourcePlan<PutMemo> {
  const name = request.properties.name ?? generatedAlarmName(request.stackId, request.logicalId);
  return {
    subject: alarmSubject(name, request.properties),
    memo: {},
    steps: putSteps({ request, name, services, checkLimit: true }),
    onFailure: [],
    onCancelled: [removeAlarmStep<PutMemo>(() => name, services, request.log, (tags) => isOwnedByRequest(tags, request))],
    success: ({ attributes }) => ({ physicalId: name, attributes: { ...attributes ?? { AlarmName: name, AlarmArn: '', State: '' } } }),
    failedCreationId: ({ attempted }) => (attempted ? name : nothingCreated(request.requestId)),
  };
}
