import { deadlines } from '../../../lambda/engine/deadline';

test('the work ends at its own time-out, and everything half a minute before CloudFormation stops waiting', () => {
  expect(deadlines(1_000, 600, 900)).toEqual({ begun: 1_000, work: 601_000, end: 871_000 });
});

test('a time-out that is longer than CloudFormation waits is cut', () => {
  expect(deadlines(0, 900, 600)).toEqual({ begun: 0, work: 570_000, end: 570_000 });
  expect(deadlines(0, 86_400)).toEqual({ begun: 0, work: 3_570_000, end: 3_570_000 });
});
