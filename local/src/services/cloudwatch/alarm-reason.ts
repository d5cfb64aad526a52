import type { StoredAlarm } from './state';
import { type AlarmRule, type AlarmState, isBeyond } from '../../core/alarm-verdict';

/** A period that was judged; without a value nothing was put in it. */
export interface Judged {
  readonly begin: number;
  readonly value: number;
}

export const INITIAL_REASON = 'Unchecked: Initial alarm creation';

/** Why an alarm goes from one state to another, in CloudWatch's words. `values`: the newest first; those that are missing are not among them. */
export function reasonFor(alarm: AlarmRule & Pick<StoredAlarm, 'evaluationPeriods'>, values: readonly Judged[], before: AlarmState, after: AlarmState): string {
  const { evaluationPeriods: periods, datapointsToAlarm, comparisonOperator, threshold, treatMissingData } = alarm;
  if (after === 'INSUFFICIENT_DATA') return `Insufficient Data: ${count(periods, 'datapoint')} ${were(periods)} unknown.`;
  if (values.length === 0) {
    const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${count(periods, 'period')} and ${count(periods, 'missing datapoint')} ${were(periods)} treated as [${treated}].`;
  }
  const counted = values.filter(({ value }) => isBeyond(value, comparisonOperator, threshold) === (after === 'ALARM'));
  const needed = after === 'ALARM' ? datapointsToAlarm : periods - datapointsToAlarm + 1;
  return `Threshold Crossed: ${counted.length} out of the last ${periods} datapoints [${counted.map(shown).join(', ')}] ${were(counted.length)} `
    + `${after === 'ALARM' ? '' : 'not '}${RELATIONS[comparisonOperator]} the threshold (${decimal(threshold)}) `
    + `(minimum ${count(needed, 'datapoint')} for ${before} -> ${after} transition).`;
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
