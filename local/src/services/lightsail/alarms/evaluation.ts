import type { Region } from '../region';
import { stateAt, type StoredResource } from '../state';
import { pointsBetween, statisticOf } from './metric-series';
import { metricFacts } from './metric-table';
import { notify } from './notifications';
import { type AlarmRule, type AlarmState, verdict } from '../../../core/alarm-verdict';

/** Lightsail's alarms have one period, and nobody can choose another. */
export const PERIOD = 5 * 60 * 1000;

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
  const after = verdict(valuesOf(region, alarm, end), alarm.details as unknown as AlarmRule, before);
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
