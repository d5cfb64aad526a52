import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

/** A function that a schedule runs each hour. */
const assembly = (code: string, mayInvoke = true) => person.synthesizes((app) => {
  const stack = new Stack(app, 'Shop');
  const work = new lambda.Function(stack, 'Work', {
    functionName: 'work',
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    retryAttempts: 1,
    timeout: Duration.seconds(3),
  });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
  if (mayInvoke) work.grantInvoke(role);
  const schedule = new CfnSchedule(stack, 'Hourly', {
    scheduleExpression: 'cron(0 * * * ? *)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: work.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 2 } },
  });
  schedule.node.addDependency(role);
});

test('advance shows a scheduled function that throws at each run, with the end of its log', async () => {
  await person.types(`deploy ${assembly('exports.handler = async () => { console.log("I try"); throw new TypeError("no luck"); };')}`);
  const { code, out, err } = await person.types('advance 3h');
  expect(code).toBe(1);
  expect(out).toContain('It is ');
  expect(err).toMatch(/^work failed 6 times, at last with TypeError\. The end of its log:\n[^]*I try[^]*no luck/);
  // Told once: the next time is about what happens then.
  expect(await person.types('advance 1s')).toMatchObject({ code: 0, err: '' });
});

test('a function that succeeds when it is tried again is shown, and nothing has failed', async () => {
  const code = 'let calls = 0; exports.handler = async () => { if (calls++ === 0) throw new Error("once"); };';
  await person.types(`deploy ${assembly(code)}`);
  const { code: exit, err } = await person.types('advance 2h');
  expect(err).toMatch(/^work failed with Error, and succeeded when it was tried again\. The end of its log:\n/);
  expect(exit).toBe(0);
});

test('functions that do well are not spoken of', async () => {
  await person.types(`deploy ${assembly('exports.handler = async () => undefined;')}`);
  expect(await person.types('advance 3h')).toMatchObject({ code: 0, err: '' });
});

test('a schedule that may not invoke its function is shown', async () => {
  await person.types(`deploy ${assembly('exports.handler = async () => undefined;', false)}`);
  const { code, err } = await person.types('advance 1h');
  expect(code).toBe(1);
  expect(err).toMatch(/^arn:aws:scheduler:us-east-1:123456789012:schedule\/default\/\S+ did not reach its target \(.*\): AccessDeniedException: User: .*\n$/);
});

describe('the folder of an account moves', () => {
  test('with all that is in it: schedules go on', async () => {
    await person.types(`deploy ${assembly('exports.handler = async () => { throw new Error("I am alive"); };')}`);
    const moved = path.join(person.folder, 'moved');
    fs.renameSync(person.state, moved);
    const { code, err } = await person.run(['advance', '1h', '--state', moved]);
    expect(err).toContain('I am alive');
    expect(code).toBe(1);
  });

  test('without the code: said at once', async () => {
    await person.types(`deploy ${assembly('exports.handler = async () => undefined;')}`);
    const code = path.join(person.state, 'code');
    fs.renameSync(code, path.join(person.folder, 'lost'));
    expect(await person.types('advance 1h')).toEqual({
      code: 1, out: '', err: expect.stringMatching(/^The code of work is not in .*state\/code, where the account has it\. Bring that folder back/),
    });
    expect((await person.types('status')).code).toBe(0);
  });
});
