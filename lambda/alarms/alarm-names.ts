import type { AlarmRequestProperties } from './alarm-properties';
import type { MonitoredResourceType } from '../../src/alarms/alarm-contract';
import { generatedName } from '../cloudformation/generated-name';
import type { ResourceRequest } from '../cloudformation/resource-handler';

const KIND_TEXT: Readonly<Record<MonitoredResourceType, string>> = {
  Instance: 'instance',
  RelationalDatabase: 'database',
  LoadBalancer: 'load balancer',
};

/** The name that a request asks for. A generated one is the same for the life of the resource. */
export function alarmName({ properties: { name }, stackId, logicalId }: ResourceRequest<AlarmRequestProperties>): string {
  return name ?? generatedName(stackId, logicalId);
}

/** What error texts call an alarm. */
export function alarmSubject(name: string, { configuration, resourceType }: AlarmRequestProperties): string {
  return `the alarm '${name}' on ${configuration.metricName} of the ${KIND_TEXT[resourceType]} '${configuration.monitoredResourceName}'`;
}
