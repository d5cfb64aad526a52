import { PassThrough } from 'node:stream';
import { Progress, type ProgressEvent, type ProgressOptions } from '../../src/cli/progress';

function shown(options: Partial<ProgressOptions>, ...events: Array<Partial<ProgressEvent>>): string {
  const out = new PassThrough();
  const progress = new Progress(out, { total: 2, colors: false, terminal: false, ...options });
  for (const event of events) {
    progress.show({
      timestamp: Date.UTC(2026, 0, 1, 12, 34, 56), stackName: 'Shop', logicalId: 'Role', type: 'AWS::IAM::Role', status: 'CREATE_IN_PROGRESS', ...event,
    });
  }
  progress.end();
  return String(out.read());
}

describe('progress', () => {
  test('is an event a line, with a count of what is done', () => {
    expect(shown({}, {}, { status: 'CREATE_COMPLETE' })).toBe(
      'Shop | 0/2 | 12:34:56 | CREATE_IN_PROGRESS   | AWS::IAM::Role             | Role\n' +
      'Shop | 1/2 | 12:34:56 | CREATE_COMPLETE      | AWS::IAM::Role             | Role\n');
  });

  test('ends with the reason, where there is one', () => {
    expect(shown({}, { status: 'CREATE_FAILED', reason: 'InvalidInputException: no' })).toMatch(/\| Role InvalidInputException: no\n$/);
  });

  test('shows no escape sequences where colours are not wanted', () => {
    expect(shown({}, { status: 'CREATE_FAILED', reason: 'no' })).not.toContain('\u001b');
  });

  test('shows failures in red, and success in green', () => {
    expect(shown({ colors: true }, { status: 'CREATE_FAILED' })).toContain('\u001b[31mCREATE_FAILED');
    expect(shown({ colors: true }, { status: 'CREATE_COMPLETE' })).toContain('\u001b[32mCREATE_COMPLETE');
  });

  test('has a bar in a terminal, and takes it away in the end', () => {
    const text = shown({ terminal: true }, { status: 'CREATE_COMPLETE' });
    expect(text).toContain(` [${'█'.repeat(20)}${'·'.repeat(20)}] (1/2)`);
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  test('does not count the stack itself', () => {
    expect(shown({}, { status: 'CREATE_COMPLETE', type: 'AWS::CloudFormation::Stack', logicalId: 'Shop' })).toContain('| 0/2 |');
  });
});
