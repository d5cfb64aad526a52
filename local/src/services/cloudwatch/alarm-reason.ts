import type { Band } from './anomaly-band';
import type { StoredAlarm } from './state';
import { type AlarmRule, type AlarmState, isBeyond } from '../../core/alarm-verdict';

/** A period that was judged; without a value nothing was put in it. */
export interface Judged {
  readonly begin: number;
  readonly value: number;
  /** What is compared with the threshold, if not the value: whether it is outside of a band. */
  readonly judgedValue?: number;
}

/** Why an alarm goes from one state to another, in CloudWatch's words. `values`: the newest first; those that are missing are not among them. */
export function reasonFor(
  alarm: AlarmRule & Pick<StoredAlarm, 'evaluationPeriods'>, values: readonly Judged[], before: AlarmState, after: AlarmState, band?: Band,
): string {
  const { evaluationPeriods: periods, datapointsToAlarm, comparisonOperator, threshold, treatMissingData } = alarm;
  if (after === 'INSUFFICIENT_DATA') return `Insufficient Data: ${count(periods, 'datapoint')} ${were(periods)} unknown.`;
  if (values.length === 0) {
    const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${count(periods, 'period')} and ${count(periods, 'missing datapoint')} ${were(periods)} treated as [${treated}].`;
  }
  const comparison = band ? 'GreaterThanOrEqualToThreshold' : comparisonOperator;
  const counted = values.filter(({ value, judgedValue = value }) => isBeyond(judgedValue, comparison, threshold) === (after === 'ALARM'));
  const needed = after === 'ALARM' ? datapointsToAlarm : periods - datapointsToAlarm + 1;
  return `Threshold${band ? 's' : ''} Crossed: ${counted.length} out of the last ${periods} datapoints [${counted.map(shown).join(', ')}] ${were(counted.length)} `
    + `${after === 'ALARM' ? '' : 'not '}${band ? beyond(band, comparisonOperator) : `${RELATIONS[comparisonOperator]} the threshold (${decimal(threshold)})`} `
    + `(minimum ${count(needed, 'datapoint')} for ${before} -> ${after} transition).`;
}

function beyond({ lower, upper }: Band, operator: string): string {
  const sides = [
    ...operator === 'GreaterThanUpperThreshold' ? [] : [`less than the lower thresholds [${lower}]`],
    ...operator === 'LessThanLowerThreshold' ? [] : [`greater than the upper thresholds [${upper}]`],
  ];
  return sides.join(' or ');
}

const RELATIONS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** `97.0 (01/03/26 00:05:00)` */
function shown({ begin, value }: Judged): string {
  const [date, time] = new Date(begin).toISOString().split('T');
  return `${decimal(value)} (${date.slice(2).split('-').reverse().join('/')} ${time.slice(0, 8)})`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function were(number: number): string {
  return number === 1 ? 'was' : 'were';
}
