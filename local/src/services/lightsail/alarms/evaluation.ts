import type { Region } from '../region';
import { stateAt, type StoredResource } from '../state';
import { pointsBetween, statisticOf } from './metric-series';
import { metricFacts } from './metric-table';
import { notify } from './notifications';

/** Lightsail's alarms have one period, and nobody can choose another. */
export const PERIOD = 5 * 60 * 1000;

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/**
 * Brings every alarm of a Region up to this moment: judges each period that ended since the last time, in order, and
 * sends what is to be sent. Nothing happens to an alarm between two ends of periods, so whoever reads or changes what
 * alarms depend on calls this first, and no timer is needed.
 */
export function evaluateAlarms(region: Region): void {
  const { state, now } = region;
  const from = state.alarmsJudgedUntil ?? now;
  state.alarmsJudgedUntil = now;
  const alarms = region.all('Alarm');
  if (alarms.length === 0) return;
  for (let end = Math.floor(from / PERIOD) * PERIOD + PERIOD; end <= now; end += PERIOD) {
    for (const alarm of alarms) judge(region, alarm, end);
  }
}

function judge(region: Region, alarm: StoredResource, end: number): void {
  // The configuration that a later call gave it says nothing of the time before.
  if (end <= Number(alarm.details.configuredAt)) return;
  const before = stateAt(alarm, end) as AlarmState;
  const after = verdict(valuesOf(region, alarm, end), alarm, before);
  if (after === before) return;
  alarm.phases = [{ state: after, from: end, activity: region.newId(), delay: 0 }];
  notify(region, alarm, 'alarm', after, end);
}

/** The value of each period that counts, the newest first. */
function valuesOf(region: Region, alarm: StoredResource, end: number): Array<number | undefined> {
  const { metricName, evaluationPeriods, monitoredResourceName, monitoredResourceType } = alarm.details;
  const facts = metricFacts(monitoredResourceType as 'Instance', String(metricName));
  if (!facts) throw new Error(`The alarm ${alarm.name} watches ${String(metricName)}, which ${String(monitoredResourceType)} does not have.`);
  return Array.from({ length: Number(evaluationPeriods) }, (_, index) => {
    const until = end - index * PERIOD;
    return statisticOf(pointsBetween(region.state, String(monitoredResourceName), String(metricName), until - PERIOD, until, end), facts.statistic);
  });
}

/** As CloudWatch judges: "M out of N", and what to make of periods without a value. */
export function verdict(values: ReadonlyArray<number | undefined>, alarm: Pick<StoredResource, 'details'>, before: AlarmState): AlarmState {
  const { comparisonOperator, threshold, datapointsToAlarm, treatMissingData } = alarm.details;
  const needed = Number(datapointsToAlarm);
  const present = values.filter((value) => value !== undefined);
  const missing = values.length - present.length;
  const breaching = present.filter((value) => isBeyond(value, String(comparisonOperator), Number(threshold))).length;
  switch (treatMissingData as 'breaching' | 'notBreaching' | 'ignore' | 'missing') {
    case 'breaching': return breaching + missing >= needed ? 'ALARM' : 'OK';
    case 'notBreaching': return breaching >= needed ? 'ALARM' : 'OK';
    case 'ignore':
      if (breaching >= needed) return 'ALARM';
      return breaching + missing >= needed ? before : 'OK';
    case 'missing':
      if (breaching >= needed) return 'ALARM';
      return present.length === 0 ? 'INSUFFICIENT_DATA' : 'OK';
  }
}

function isBeyond(value: number, operator: string, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold': return value >= threshold;
    case 'GreaterThanThreshold': return value > threshold;
    case 'LessThanThreshold': return value < threshold;
    case 'LessThanOrEqualToThreshold': return value <= threshold;
    default: throw new Error(`${operator} is no comparison operator.`);
  }
}
