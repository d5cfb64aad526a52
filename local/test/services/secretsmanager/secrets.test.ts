import { Account } from '../../../src/core/account';
import { randomPassword } from '../../../src/services/secretsmanager/password';
import { SecretsManager } from '../../../src/services/secretsmanager/secrets-manager';
import { resolvedSecret } from '../../../src/services/secretsmanager/state';

const REGION = 'eu-central-1';
const DAY = 24 * 60 * 60 * 1000;

let account: Account;
beforeEach(() => {
  account = new Account({ id: '123456789012', now: Date.UTC(2030, 0, 1) });
  new SecretsManager(account);
});

const call = async (operation: string, input: Record<string, unknown>) =>
  (await account.call({ service: 'secretsmanager', region: REGION, operation, input, caller: account.root })).output;

test('a new value leaves the one before as the previous one', async () => {
  const { ARN, VersionId: first } = await call('CreateSecret', { Name: 'app/db', SecretString: '1' });
  const { VersionId: second } = await call('PutSecretValue', { SecretId: 'app/db', SecretString: '2' });
  expect(await call('DescribeSecret', { SecretId: ARN })).toMatchObject({
    Name: 'app/db', VersionIdsToStages: { [String(first)]: ['AWSPREVIOUS'], [String(second)]: ['AWSCURRENT'] },
  });
  await call('UpdateSecret', { SecretId: ARN, SecretString: '3', Description: 'd' });
  expect(await call('GetSecretValue', { SecretId: 'app/db' })).toMatchObject({ SecretString: '3', VersionStages: ['AWSCURRENT'] });
  expect(await call('GetSecretValue', { SecretId: String(ARN).slice(0, -7), VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: '2' });
  await expect(call('GetSecretValue', { SecretId: ARN, VersionId: first })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  // A token makes a call repeatable, with the same value.
  const repeated = { SecretId: ARN, SecretString: '4', ClientRequestToken: 'a'.repeat(32) };
  await call('PutSecretValue', repeated);
  await call('PutSecretValue', repeated);
  await expect(call('PutSecretValue', { ...repeated, SecretString: '5' })).rejects.toMatchObject({ code: 'ResourceExistsException' });
});

test('a deleted secret can be brought back for a while', async () => {
  await call('CreateSecret', { Name: 's', SecretBinary: Buffer.from('x') });
  await expect(call('CreateSecret', { Name: 's' })).rejects.toMatchObject({ code: 'ResourceExistsException' });
  await call('DeleteSecret', { SecretId: 's', RecoveryWindowInDays: 7 });
  await expect(call('GetSecretValue', { SecretId: 's' })).rejects.toMatchObject({ code: 'InvalidRequestException' });
  expect((await call('ListSecrets', {})).SecretList).toEqual([]);
  await call('RestoreSecret', { SecretId: 's' });
  expect(await call('GetSecretValue', { SecretId: 's' })).toMatchObject({ SecretBinary: Buffer.from('x').toString('base64') });
  await call('DeleteSecret', { SecretId: 's', RecoveryWindowInDays: 7 });
  await account.clock.advance(7 * DAY);
  await expect(call('RestoreSecret', { SecretId: 's' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('references name a secret, a part, a stage or a version', async () => {
  const { ARN, VersionId } = await call('CreateSecret', { Name: 'db', SecretString: '{"user":"ada","port":5432}' });
  await call('PutSecretValue', { SecretId: 'db', SecretString: '{"user":"bob"}' });
  const resolve = (reference: string) => resolvedSecret(account, REGION, reference);
  expect(resolve('db')).toBe('{"user":"bob"}');
  expect(resolve('db:SecretString:user')).toBe('bob');
  expect(resolve(`${String(ARN)}:SecretString:port:AWSPREVIOUS:`)).toBe('5432');
  expect(resolve(`db:SecretString:user::${String(VersionId)}`)).toBe('ada');
  expect([resolve('db:SecretString:none'), resolve('other'), resolve('db:SecretBinary')]).toEqual([undefined, undefined, undefined]);
});

test('a password has a character of each kind that it may have', () => {
  for (let round = 0; round < 50; round++) {
    expect(randomPassword({})).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9]).{32}$/);
    expect(randomPassword({ PasswordLength: 4, ExcludePunctuation: true, IncludeSpace: true, ExcludeCharacters: '0' })).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[1-9])(?=.* ).{4}$/);
  }
  expect(() => randomPassword({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true })).toThrow('at least one character type');
});
