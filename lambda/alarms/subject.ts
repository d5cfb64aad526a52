import type { AlarmRequestProperties } from './alarm-properties';
import type { MonitoredResourceType } from '../../src/alarms/alarm-contract';

const KIND_TEXT: Readonly<Record<MonitoredResourceType, string>> = {
  Instance: 'instance',
  RelationalDatabase: 'database',
  LoadBalancer: 'load balancer',
};

/** What error texts call an alarm. */
export function alarmSubject(name: string, { configuration, resourceType }: AlarmRequestProperties): string {
  return `the alarm '${name}' on ${configuration.metricName} of the ${KIND_TEXT[resourceType]} '${configuration.monitoredResourceName}'`;
}
