export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm, of CloudWatch or of Lightsail, makes of values. */
export interface AlarmRule {
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/** The state that the values make, one of each period, the newest first: "M out of N", and what to make of periods without a value. */
export function verdict(values: ReadonlyArray<number | undefined>, rule: AlarmRule, before: AlarmState): AlarmState {
  const { comparisonOperator, threshold, datapointsToAlarm: needed, treatMissingData } = rule;
  const present = values.filter((value) => value !== undefined);
  const missing = values.length - present.length;
  const breaching = present.filter((value) => isBeyond(value, comparisonOperator, threshold)).length;
  switch (treatMissingData) {
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

export function isBeyond(value: number, operator: string, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold': return value >= threshold;
    case 'GreaterThanThreshold': return value > threshold;
    case 'LessThanThreshold': return value < threshold;
    case 'LessThanOrEqualToThreshold': return value <= threshold;
    default: throw new Error(`${operator} is no comparison operator.`);
  }
}
