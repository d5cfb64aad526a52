import { average, FIVE_MINUTES, type MetricDescription, NO_ALARMS } from './metric-description';
import { MetricUnit } from './metric-unit';

export type ContainerServiceMetricName = 'CPUUtilization' | 'MemoryUtilization';

export const CONTAINER_SERVICE_METRICS: Readonly<Record<ContainerServiceMetricName, MetricDescription>> = {
  CPUUtilization: { ...average(MetricUnit.PERCENT, FIVE_MINUTES), noAlarms: NO_ALARMS },
  MemoryUtilization: { ...average(MetricUnit.PERCENT, FIVE_MINUTES), noAlarms: NO_ALARMS },
};
