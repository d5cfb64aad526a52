import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { output, Sample } from './sample';

let sample: Sample;
beforeEach(() => { sample = new Sample(); });
afterEach(() => sample.close());

test('a secret is made up, read by functions that may, and used in templates', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const secret = new Secret(stack, 'Login', {
      generateSecretString: { secretStringTemplate: '{"user":"ada"}', generateStringKey: 'password', passwordLength: 20, excludePunctuation: true },
    });
    const function_ = (id: string, variable: string) => new Function(stack, id, {
      functionName: id,
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      environment: { SECRET: secret.secretArn, USER: variable },
      code: Code.fromInline(`const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
        exports.handler = async () => [(await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET }))).SecretString, process.env.USER];`),
    });
    secret.grantRead(function_('reader', secret.secretValueFromJson('user').unsafeUnwrap()));
    function_('stranger', '');
    new CfnOutput(stack, 'Arn', { value: secret.secretArn });
  });
  expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
  const SecretId = output(made, 'Arn');
  expect(SecretId).toMatch(/^arn:aws:secretsmanager:eu-central-1:123456789012:secret:App-Login\w+-\w{12}-\w{6}$/);
  const { SecretString } = await sample.call('secretsmanager', 'GetSecretValue', { SecretId });
  expect(JSON.parse(String(SecretString))).toEqual({ user: 'ada', password: expect.stringMatching(/^[A-Za-z0-9]{20}$/) });
  expect(await sample.invoke('reader')).toEqual([SecretString, 'ada']);
  expect(await sample.invoke('stranger')).toMatchObject({ errorType: 'AccessDeniedException' });
  await sample.cloud.destroy('App', 'eu-central-1');
  await expect(sample.call('secretsmanager', 'DescribeSecret', { SecretId })).rejects.toThrow('can\'t find the specified secret');
});

test('keys and their names are there, for whatever is encrypted in the cloud', async () => {
  const made = await sample.deploy((app) => {
    const stack = new Stack(app, 'App');
    const key = new Key(stack, 'Key', { alias: 'mine', enableKeyRotation: true });
    new Queue(stack, 'Queue', { encryption: QueueEncryption.KMS, encryptionMasterKey: key });
    new Topic(stack, 'Topic', { masterKey: key });
    new LogGroup(stack, 'Logs', { encryptionKey: key });
    new Secret(stack, 'Secret', { encryptionKey: key });
    new CfnOutput(stack, 'Arn', { value: key.keyArn });
  });
  expect([made.status, sample.failures()]).toEqual(['CREATE_COMPLETE', []]);
  expect(await sample.call('kms', 'DescribeKey', { KeyId: 'alias/mine' })).toMatchObject({ KeyMetadata: { Arn: output(made, 'Arn'), KeyState: 'Enabled' } });
  await expect(sample.call('kms', 'Encrypt', { KeyId: 'alias/mine' })).rejects.toThrow('The local cloud does not know the call Encrypt of KMS');
});
