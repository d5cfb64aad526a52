import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlarmProps } from './alarm';
import { AlarmState } from './alarm-state';
import { ComparisonOperator } from './comparison-operator';
import { checkThreshold } from './threshold-check';
import { TreatMissingData } from './treat-missing-data';
import { LightsailMetric } from '../metrics/lightsail-metric';
import { describeMetric } from '../metrics/metric-descriptions';
import { checkResourceName, checkTags } from '../private/checks';
import { refuse } from '../private/refuse';
import { checkChoice, checkClass, checkOptionalChoice } from '../private/untyped-checks';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_PutAlarm.html';
const MAX_PERIODS = 288;

/** Refuses what Lightsail would refuse later, and what it would accept although it can never do what is meant. */
export function checkAlarm(scope: Construct, props: AlarmProps): void {
  checkClass(scope, 'metric', props.metric, LightsailMetric, 'InstanceMetric.cpuUtilization(web)');
  checkChoice(scope, 'comparisonOperator', props.comparisonOperator, 'ComparisonOperator', ComparisonOperator);
  checkOptionalChoice(scope, 'treatMissingData', props.treatMissingData, 'TreatMissingData', TreatMissingData);
  checkResourceName(scope, 'alarmName', props.alarmName);
  checkTags(scope, props.tags);
  checkMetric(scope, props);
  checkPeriods(scope, props);
  checkNotification(scope, props);
  checkThreshold(scope, props);
  checkAdoption(scope, props);
}

function checkMetric(scope: Construct, { metric }: AlarmProps): void {
  const description = describeMetric(metric);
  if (description && !description.noAlarms) return;
  refuse(scope, {
    got: `the metric ${metric.metricName} of a resource of the type ${metric.resourceType}`,
    expected: `a metric that Lightsail has alarms for${description ? `. ${description.noAlarms}` : ''}`,
    fix: 'choose another metric of InstanceMetric, DatabaseMetric or LoadBalancerMetric',
    see: SEE,
  });
}

function checkPeriods(scope: Construct, { evaluationPeriods, datapointsToAlarm }: AlarmProps): void {
  if (!isPositiveInteger(evaluationPeriods, MAX_PERIODS)) {
    refuse(scope, {
      got: `${evaluationPeriods} as evaluationPeriods`,
      expected: `a whole number from 1 to ${MAX_PERIODS}: each period is five minutes long, so these are five minutes to a day`,
      fix: 'choose a number in that range',
      see: SEE,
    });
  }
  const most = evaluationPeriods === undefined || Token.isUnresolved(evaluationPeriods) ? undefined : evaluationPeriods;
  if (!isPositiveInteger(datapointsToAlarm, most ?? (evaluationPeriods === undefined ? 1 : MAX_PERIODS))) {
    refuse(scope, {
      got: `${datapointsToAlarm} as datapointsToAlarm with ${evaluationPeriods ?? 1} as evaluationPeriods`,
      expected: 'a whole number from 1 to evaluationPeriods: "M out of N", where M is datapointsToAlarm and N evaluationPeriods',
      fix: 'lower datapointsToAlarm or raise evaluationPeriods',
      see: SEE,
    });
  }
}

function isPositiveInteger(value: number | undefined, max: number): boolean {
  return value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= 1 && value <= max);
}

function checkNotification(scope: Construct, { notifyOn, contactMethods }: AlarmProps): void {
  if (notifyOn === undefined) return;
  if (!contactMethods || contactMethods.length === 0) {
    refuse(scope, {
      got: 'notifyOn without contactMethods',
      expected: 'at least one contact method: without any, no notification is sent',
      fix: 'pass the contact methods, or leave notifyOn out',
      see: SEE,
    });
  }
  for (const state of notifyOn) checkChoice(scope, 'notifyOn', state, 'AlarmState', AlarmState);
  if (!notifyOn.includes(AlarmState.ALARM)) {
    refuse(scope, {
      got: `notifyOn with ${notifyOn.length > 0 ? notifyOn.join(', ') : 'no state'}`,
      expected: 'AlarmState.ALARM among them: Lightsail accepts the other two only together with it',
      fix: 'add AlarmState.ALARM',
      see: SEE,
    });
  }
}

/** Of the 50 tags that Lightsail takes, five are the library's own, and five keep what the alarm was. */
const MAX_TAGS_OF_ADOPTED = 40;

function checkAdoption(scope: Construct, { adoptExisting, alarmName, tags = {} }: AlarmProps): void {
  if (!adoptExisting) return;
  if (alarmName === undefined) refuse(scope, { got: 'adoptExisting without alarmName', expected: 'the name of the alarm to adopt', fix: 'set alarmName' });
  const count = Object.keys(tags).length;
  if (count <= MAX_TAGS_OF_ADOPTED) return;
  refuse(scope, {
    got: `${count} tags of an alarm that is adopted`,
    expected: `at most ${MAX_TAGS_OF_ADOPTED}: Lightsail has 50, of which the library needs ten to know the alarm and to restore it`,
    fix: 'remove some',
  });
}
