import { Cloud } from '../../src/cloud';

const REGION = 'eu-central-1';
let cloud: Cloud;
beforeEach(() => { cloud = new Cloud({ codeFolder: '/nowhere', beginning: Date.UTC(2030, 0, 1) }); });
afterEach(() => cloud.close());

async function call(service: string, operation: string, input: Record<string, unknown> = {}, caller = cloud.account.root) {
  return (await cloud.account.call({ service, region: REGION, operation, input, caller })).output;
}

const lookUp = async (input: Record<string, unknown> = {}) => await call('cloudtrail', 'LookupEvents', input) as { Events: Array<Record<string, string>>; NextToken?: string };

test('the newest calls come first, those that failed with their error, without parameters', async () => {
  await call('ssm', 'PutParameter', { Name: '/a', Value: 'secret', Type: 'String' });
  await cloud.advance(1000);
  await call('ssm', 'GetParameter', { Name: '/none' }).catch(() => undefined);
  const { Events } = await lookUp();
  expect(Events.map(({ EventName, ReadOnly, Username }) => [EventName, ReadOnly, Username])).toEqual([['GetParameter', 'true', 'root'], ['PutParameter', 'false', 'root']]);
  expect(JSON.parse(Events[0].CloudTrailEvent)).toMatchObject({
    eventSource: 'ssm.amazonaws.com', eventTime: '2030-01-01T00:00:01Z', errorCode: 'ParameterNotFound', userIdentity: { type: 'Root' }, requestParameters: null,
  });
  expect(JSON.stringify(Events)).not.toContain('secret');
  expect((await lookUp({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'GetParameter' }] })).Events).toEqual([Events[0]]);
  expect((await lookUp({ EndTime: new Date(Date.UTC(2030, 0, 1)) })).Events).toEqual([Events[1]]);
});

test('who was denied something is named by the role', async () => {
  const { account } = cloud;
  const stack = {
    stackName: 'App',
    region: REGION,
    template: {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { RoleName: 'reader', AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account.id } }] } },
        },
      },
    },
  };
  await cloud.deploy(stack);
  const reader = account.keys.issue('reader', `arn:aws:sts::${account.id}:assumed-role/reader/me`);
  await expect(call('ssm', 'GetParameter', { Name: '/a' }, reader)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  const { Events } = await lookUp({ LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'me' }] });
  expect(Events.map(({ CloudTrailEvent: event }) => JSON.parse(event) as object)).toMatchObject([{
    errorCode: 'AccessDenied', userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account.id}:role/reader` } } },
  }]);
});

test('what is traffic on data is not in it, and pages go on where they ended', async () => {
  for (let i = 0; i < 5; i++) await call('sts', 'GetCallerIdentity');
  await call('s3', 'ListObjectsV2', { Bucket: 'none' }).catch(() => undefined);
  const first = await lookUp({ MaxResults: 3 });
  const second = await lookUp({ MaxResults: 3, NextToken: first.NextToken });
  expect([first.Events.length, second.Events.length, second.NextToken]).toEqual([3, 2, undefined]);
  expect(new Set([...first.Events, ...second.Events].map(({ EventId }) => EventId)).size).toBe(5);
  await expect(lookUp({ MaxResults: 51 })).rejects.toMatchObject({ code: 'InvalidMaxResultsException' });
  await expect(lookUp({ NextToken: 'x' })).rejects.toMatchObject({ code: 'InvalidNextTokenException' });
  await expect(lookUp({ LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'x' }] })).rejects.toThrow(/does not know the attribute ResourceName/);
  await expect(call('cloudtrail', 'ListTrails')).rejects.toThrow(/does not know the call ListTrails/);
});
