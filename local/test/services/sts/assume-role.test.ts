import { REGION, TestCloud } from '../lambda/cloud';

let cloud: TestCloud;
beforeEach(() => { cloud = new TestCloud(); });
afterEach(async () => {
  await cloud.close();
});

async function role(name: string, principal: unknown, condition?: unknown, allowed: readonly string[] = []): Promise<string> {
  const { attributes } = await cloud.create('AWS::IAM::Role', name, {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...condition !== undefined && { Condition: condition } }],
    },
    ...allowed.length > 0 && {
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }] } }],
    },
  });
  return String(attributes.Arn);
}

function call(service: string, operation: string, input: Record<string, unknown>, caller = cloud.account.root) {
  return cloud.account.call({ service, region: REGION, operation, input, caller }).then(({ output }) => output);
}

async function session(RoleArn: string, caller = cloud.account.root) {
  const { Credentials } = await call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'me' }, caller) as { Credentials: { AccessKeyId: string } };
  const owner = cloud.account.keys.find(Credentials.AccessKeyId);
  if (!owner) throw new Error('The key is nobody\'s.');
  return owner;
}

test('a session has the role\'s permissions, for an hour', async () => {
  const arn = await role('Reader', { AWS: '123456789012' }, undefined, ['states:ListExecutions']);
  const answer = await call('sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 'me' });
  expect(answer).toMatchObject({
    Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/), Expiration: new Date(cloud.account.clock.now() + 3_600_000) },
    AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/Reader/me', AssumedRoleId: expect.stringMatching(/^AROA\w+:me$/) },
  });
  const { principal, expiresAt } = await session(arn);
  expect(expiresAt).toBe(cloud.account.clock.now() + 3_600_000);
  expect(await call('sts', 'GetCallerIdentity', {}, principal)).toMatchObject({ Arn: 'arn:aws:sts::123456789012:assumed-role/Reader/me' });
  await expect(call('states', 'ListExecutions', { stateMachineArn: 'arn:x' }, principal)).rejects.toMatchObject({ code: expect.not.stringContaining('AccessDenied') });
  await expect(call('lambda', 'ListFunctions', {}, principal)).rejects.toMatchObject({ code: 'AccessDeniedException' });
});

test('who is not trusted does not learn whether there is such a role', async () => {
  const arn = await role('Service', { Service: 'lambda.amazonaws.com' });
  const other = await role('Other', { AWS: '210987654321' });
  for (const RoleArn of [arn, other, 'arn:aws:iam::123456789012:role/Nobody']) {
    await expect(call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'me' })).rejects.toMatchObject({
      code: 'AccessDenied', status: 403, message: `User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    });
  }
});

test('conditions on the external id hold', async () => {
  const arn = await role('Plain', { AWS: 'arn:aws:iam::123456789012:root' }, { Null: { 'sts:ExternalId': 'true' } });
  await expect(call('sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 'me' })).resolves.toBeDefined();
  await expect(call('sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 'me', ExternalId: 'x' })).rejects.toMatchObject({ code: 'AccessDenied' });
});

test('a role needs a policy of its own to become another one, unless the other names it', async () => {
  const weak = await role('Weak', { AWS: '123456789012' });
  const whole = await role('Whole', { AWS: '123456789012' });
  const named = await role('Named', { AWS: weak });
  const { principal } = await session(weak);
  await expect(session(whole, principal)).rejects.toMatchObject({ code: 'AccessDeniedException', message: expect.stringContaining('sts:AssumeRole') });
  expect((await session(named, principal)).principal.roleName).toBe('Named');
});

test.each([
  [{ RoleSessionName: 'a b' }, 'ValidationError'],
  [{ RoleSessionName: 'me', DurationSeconds: '60' }, 'ValidationError'],
  [{ RoleSessionName: 'me', DurationSeconds: '7200' }, 'ValidationError'],
  [{ RoleSessionName: 'me', Policy: '{}' }, 'NotSupportedError'],
])('refused: %j', async (input, name) => {
  const arn = await role('Reader', { AWS: '123456789012' });
  await expect(call('sts', 'AssumeRole', { RoleArn: arn, ...input })).rejects.toMatchObject({ name });
});

test('a function\'s session ends on virtual time', async () => {
  const arn = await role('Target', { AWS: '123456789012' });
  await cloud.function('Caller', `
    const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts');
    exports.handler = async (input) => (await new STSClient().send(new AssumeRoleCommand(input))).Credentials;
  `);
  await cloud.function('User', `
    const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
    exports.handler = async (c) => {
      const credentials = { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken };
      return new STSClient({ credentials }).send(new GetCallerIdentityCommand()).then(({ Arn }) => Arn, (error) => error.name);
    };
  `);
  const { payload: credentials } = await cloud.invoke('Caller', { RoleArn: arn, RoleSessionName: 'me', DurationSeconds: 900 });
  expect((await cloud.invoke('User', credentials)).payload).toBe('arn:aws:sts::123456789012:assumed-role/Target/me');
  await cloud.account.clock.advance(900_000);
  expect((await cloud.invoke('User', credentials)).payload).toBe('ExpiredToken');
});
