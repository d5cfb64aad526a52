import { Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { validatedApp } from './support/validated-app';
import { Shop } from '../examples/demo/app';
import { Database, DatabaseSnapshot, LightsailProvider } from '../src';

describe('cdk-nag', () => {
  test('finds nothing in the example app but what is acknowledged with a reason', () => {
    const app = validatedApp();
    acknowledge(new Shop(app, 'Shop', { version: '1.0' }));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  test('would find something else', () => {
    const app = validatedApp();
    const stack = new Stack(app, 'Shop');
    new DatabaseSnapshot(stack, 'Snapshot', { database: Database.fromDatabaseName(stack, 'Db', 'shop-db') });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
  });
});

function acknowledge(stack: Stack): void {
  const provider = LightsailProvider.getOrCreate(stack);
  for (const [id, reason] of Object.entries(REASONS)) Validations.of(provider).acknowledge({ id, reason });
}

const UUID = 'Lightsail\'s ARNs end in a UUID that nobody knows beforehand; the ownership tag narrows the statement.';

const REASONS: Record<string, string> = {
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]': 'Reading calls, CreateRelationalDatabaseSnapshot, CreateDistribution and contact methods take no resource; request tags narrow what creates.',
  ...Object.fromEntries(['Instance', 'Disk', 'InstanceSnapshot', 'DiskSnapshot', 'RelationalDatabaseSnapshot', 'Alarm', 'ContactMethod'].map((type) => [
    `AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lightsail:<AWS::Region>:<AWS::AccountId>:${type}/*]`, UUID,
  ])),
  'AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lightsail:*:<AWS::AccountId>:Distribution/*]': `Distributions are in us-east-1, for any stack. ${UUID}`,
  'AwsSolutions::AwsSolutions-SF1': 'The function logs every step; the history of an execution, which holds response URLs, stays in Step Functions.',
  'AwsSolutions::AwsSolutions-SF2': 'There is one function to trace, and its log says which request and step it is at.',
};
