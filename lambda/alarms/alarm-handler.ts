import { type AlarmRequestProperties, decodeAlarm } from './alarm-properties';
import { createAlarmPlan } from './create-alarm-plan';
import { deleteAlarmPlan } from './delete-alarm-plan';
import type { AlarmServices } from './services';
import { updateAlarmPlan } from './update-alarm-plan';
import { ALARM_RESOURCE_TYPE } from '../../src/alarms/alarm-contract';
import type { Properties } from '../cloudformation/properties';
import type { ResourceHandler, ResourcePlan, ResourceRequest } from '../cloudformation/resource-handler';

export class AlarmHandler implements ResourceHandler<AlarmRequestProperties, unknown> {
  readonly resourceType = ALARM_RESOURCE_TYPE;

  constructor(private readonly services: AlarmServices) {}

  decode(properties: Properties): AlarmRequestProperties {
    return decodeAlarm(properties);
  }

  timeoutSeconds({ timeoutSeconds }: AlarmRequestProperties): number {
    return timeoutSeconds;
  }

  plan(request: ResourceRequest<AlarmRequestProperties>): ResourcePlan<unknown> {
    switch (request.type) {
      case 'Create': return createAlarmPlan(request, this.services);
      case 'Update': return updateAlarmPlan(request, this.services);
      case 'Delete': return deleteAlarmPlan(request, this.services);
    }
  }
}
