import type { AlarmDependencies } from './alarm-api';
import { type AlarmRequestProperties, decodeAlarm } from './alarm-properties';
import { createAlarmPlan } from './create-alarm-plan';
import { deleteAlarmPlan } from './delete-alarm-plan';
import { updateAlarmPlan } from './update-alarm-plan';
import { ALARM_RESOURCE_TYPE } from '../../src/alarms/alarm-contract';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';

export class AlarmHandler implements ResourceHandler<AlarmRequestProperties, unknown> {
  readonly resourceType = ALARM_RESOURCE_TYPE;

  constructor(private readonly dependencies: AlarmDependencies) {}

  decode(properties: Properties): AlarmRequestProperties {
    return decodeAlarm(properties);
  }

  timeoutSeconds({ timeoutSeconds }: AlarmRequestProperties): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<AlarmRequestProperties>): ResourcePlan<unknown> {
    switch (request.type) {
      case 'Create': return createAlarmPlan(request, this.dependencies);
      case 'Update': return updateAlarmPlan(request, this.dependencies);
      case 'Delete': return deleteAlarmPlan(request, this.dependencies);
    }
  }
}
