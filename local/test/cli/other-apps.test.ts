import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

const env = (account: string) => ({ account, region: 'us-east-1' });

describe('a resource type that the local cloud does not know', () => {
  const app = (units: number) => person.synthesizes((root) => {
    const stack = new Stack(root, 'App');
    const table = new CfnTable(stack, 'Table', {
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }], billingMode: 'PAY_PER_REQUEST', onDemandThroughput: { maxReadRequestUnits: units },
    });
    new CfnQueue(stack, 'Queue', { queueName: 'q', tags: [{ key: 'table', value: table.ref }] });
    new CfnOutput(stack, 'Arn', { value: table.attrArn });
    new CfnOutput(stack, 'Stream', { value: table.attrStreamArn });
  });

  test('is refused', async () => {
    const { code, err } = await person.types(`deploy ${app(1)}`);
    expect([code, err]).toEqual([1, expect.stringContaining('The local cloud does not know the resource type AWS::DynamoDB::Table')]);
  });

  test('gets placeholders if that is asked for, which later commands know', async () => {
    const { code, out } = await person.types(`deploy ${app(1)} --unknown stub`);
    expect(code).toBe(0);
    expect(out).toContain('Placeholders, which do nothing: Table (AWS::DynamoDB::Table)\n');
    expect(out).toMatch(/App\.Arn = arn:aws:dynamodb:us-east-1:123456789012:placeholder\/App-Table-\w{12}\n/);
    expect((await person.types(`deploy ${app(2)}`)).err).toContain('does not know the resource type');
    expect(await person.types(`deploy ${app(2)} --unknown stub`)).toMatchObject({ code: 0, out: expect.stringContaining('UPDATE_COMPLETE') });
    expect(await person.types('destroy App')).toMatchObject({ code: 0, out: expect.stringContaining('destroyed') });
  });

  test('has two answers, no third', async () => {
    expect((await person.types(`deploy ${app(1)} --unknown maybe`)).err).toContain("Got 'maybe' as --unknown; expected refuse or stub.");
  });
});

describe('stacks of other accounts', () => {
  const app = (...accounts: string[]) => person.synthesizes((root) => {
    for (const account of accounts) {
      const queue = new CfnQueue(new Stack(root, `In${account.slice(0, 1)}`, { env: env(account) }), 'Queue', { queueName: 'q' });
      new CfnOutput(queue.stack, 'Arn', { value: queue.attrArn });
    }
    const anywhere = new CfnQueue(new Stack(root, 'Anywhere'), 'Queue', { queueName: 'p' });
    new CfnOutput(anywhere.stack, 'Arn', { value: anywhere.attrArn });
  });

  test('a new account takes the id that its stacks ask for, and keeps it', async () => {
    const { code, out } = await person.types(`deploy ${app('222222222222')}`);
    expect(code).toBe(0);
    expect(out).toContain('In2.Arn = arn:aws:sqs:us-east-1:222222222222:q');
    expect(out).toContain('Anywhere.Arn = arn:aws:sqs:us-east-1:222222222222:p');
    const other = await person.types(`deploy ${app('333333333333')} In3`);
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('Stack In3 belongs into the account 333333333333, this one is 222222222222.')]);
  });

  test('of several accounts, each has a state of its own', async () => {
    const assembly = app('222222222222', '333333333333');
    expect((await person.types(`deploy ${assembly}`)).code).toBe(1);
    for (const digit of ['2', '3']) {
      const state = `${person.state}-${digit}`;
      const { code, out } = await person.run(['deploy', assembly, `In${digit}`, '--state', state]);
      expect([code, out]).toEqual([0, expect.stringContaining(`In${digit}.Arn = arn:aws:sqs:us-east-1:${digit.repeat(12)}:q`)]);
    }
  });
});
