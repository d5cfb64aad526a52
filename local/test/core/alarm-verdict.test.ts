import { type AlarmRule, verdict } from '../../src/core/alarm-verdict';

describe('verdicts', () => {
  const GAP = undefined;
  const cases: Array<[AlarmRule['treatMissingData'], Array<number | undefined>, string, string]> = [
    ['missing', [90, GAP, 90], 'OK', 'ALARM'],
    ['missing', [90, GAP, 10], 'OK', 'OK'],
    ['missing', [GAP, GAP, GAP], 'OK', 'INSUFFICIENT_DATA'],
    ['breaching', [GAP, GAP, 10], 'OK', 'ALARM'],
    ['breaching', [GAP, 10, 10], 'ALARM', 'OK'],
    ['notBreaching', [GAP, GAP, GAP], 'INSUFFICIENT_DATA', 'OK'],
    ['notBreaching', [90, 90, GAP], 'OK', 'ALARM'],
    ['ignore', [GAP, GAP, GAP], 'ALARM', 'ALARM'],
    ['ignore', [90, GAP, GAP], 'OK', 'OK'],
    ['ignore', [10, 10, GAP], 'ALARM', 'OK'],
    ['ignore', [90, 90, GAP], 'OK', 'ALARM'],
  ];
  test.each(cases)('%s: %j after %s is %s', (treatMissingData, values, before, after) => {
    const rule = { comparisonOperator: 'GreaterThanThreshold', threshold: 80, datapointsToAlarm: 2, treatMissingData };
    expect(verdict(values, rule, before as 'OK')).toBe(after);
  });

  test.each([
    ['GreaterThanOrEqualToThreshold', [false, true, true]],
    ['GreaterThanThreshold', [false, false, true]],
    ['LessThanThreshold', [true, false, false]],
    ['LessThanOrEqualToThreshold', [true, true, false]],
  ])('%s', (comparisonOperator, expected) => {
    const rule = { comparisonOperator, threshold: 80, datapointsToAlarm: 1, treatMissingData: 'missing' } as const;
    expect([79, 80, 81].map((value) => verdict([value], rule, 'OK') === 'ALARM')).toEqual(expected);
  });
});
