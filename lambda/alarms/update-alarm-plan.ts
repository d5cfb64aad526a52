import type { AlarmDependencies } from './alarm-api';
import { alarmName, alarmSubject } from './alarm-names';
import type { AlarmRequestProperties } from './alarm-properties';
import { undoAlarmStep } from './delete-alarm-plan';
import { type PutMemo, putSteps } from './put-steps';
import type { ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';

/**
 * Brings an alarm in line with its properties. Another name makes another alarm, and CloudFormation deletes the old one
 * later; everything else PutAlarm changes in place, and the alarm keeps its state. docs/alarms.md has the table.
 *
 * A rollback is an update like any other: to the old properties, or back to the alarm of the old name, which is still there.
 */
export function updateAlarmPlan(request: ResourceRequest<AlarmRequestProperties>, dependencies: AlarmDependencies): ResourcePlan<PutMemo> {
  const { properties, oldProperties, physicalId: currentName = '' } = request;
  const name = alarmName(request);
  const replaces = name === currentName ? undefined : currentName;
  // The failed answer names the current alarm, so nothing else will ask for the removal of the new one.
  const undo = undoAlarmStep(name, request, dependencies);
  return {
    subject: alarmSubject(name, properties),
    memo: {},
    steps: putSteps({ request, name, dependencies, replaces, checkLimit: replaces !== undefined || watchesSomethingElse(properties, oldProperties) }),
    onFailure: replaces === undefined ? [] : [undo],
    onCancelled: replaces === undefined ? [] : [undo],
    success: ({ attributes }) => ({ physicalId: name, attributes: { ...attributes ?? { AlarmName: name, AlarmArn: '', State: '' } } }),
    failedCreationId: () => currentName,
  };
}

function watchesSomethingElse({ configuration: now }: AlarmRequestProperties, before: AlarmRequestProperties | undefined): boolean {
  return before?.configuration.metricName !== now.metricName || before.configuration.monitoredResourceName !== now.monitoredResourceName;
}
