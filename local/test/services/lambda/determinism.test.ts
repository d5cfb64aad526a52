import { TestCloud } from './cloud';

/** Twelve events at once for two functions that call, sleep and call each other; gives every call in its order. */
async function run(): Promise<string[]> {
  const cloud = new TestCloud();
  await cloud.function('Inner', `
    exports.handler = async (event) => { await new Promise((resolve) => setTimeout(resolve, (event % 3) * 1000)); return event; };
  `, { Timeout: 60 });
  await cloud.function('Outer', `
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
    const lambda = new LambdaClient();
    const sts = new STSClient();
    exports.handler = async (event) => {
      await Promise.all([
        lambda.send(new InvokeCommand({ FunctionName: 'Inner', Payload: JSON.stringify(event) })),
        sts.send(new GetCallerIdentityCommand()),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await sts.send(new GetCallerIdentityCommand());
      console.log('done', event, Date.now());
    };
  `, { Timeout: 60 });
  for (let event = 0; event < 12; event++) await cloud.send('Outer', event);
  await cloud.account.clock.advance(60_000);
  const calls = cloud.account.calls.map(({ at, call }) => `${at} ${call.operation} ${call.caller.accessKeyId} ${String(call.input.Payload ?? '')}`);
  const lines = cloud.lambda.logs('Outer').filter((line) => line.startsWith('done'));
  expect(cloud.lambda.invocations('Outer').map(({ error }) => error)).toEqual(Array(12).fill(undefined));
  await cloud.close();
  cloud.account.defects.assertNone();
  return [...calls, ...lines];
}

test('every run does the same, in the same order', async () => {
  const first = await run();
  expect(first.length).toBeGreaterThan(48);
  expect(await run()).toEqual(first);
}, 30_000);
