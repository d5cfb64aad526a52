import { canRun } from './can-run';
import { Developer } from './tools';

let developer: Developer;
beforeEach(() => { developer = new Developer(); });
afterEach(() => developer.leaves());

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Setting: {Type: String, Default: one}
Conditions:
  Always: !Not [!Equals [a, b, ]]
Resources:
  Parameter:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /demo/setting
      Type: String
      Value: !Sub "\${Setting} in \${AWS::Region}"
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Join ['-', [things, !Ref 'AWS::AccountId']]
Outputs:
  Bucket:
    Value: !GetAtt Bucket.Arn
  Value:
    Value: !If [Always, !GetAtt Parameter.Value, no]
`;

async function ran(...words: string[]): Promise<string> {
  const { code, out } = await developer.aws(...words);
  if (code !== 0) throw new Error(out);
  return out;
}

test('the AWS CLI deploys a template, and works with what comes of it', async () => {
  if (!await canRun('aws', '--version')) return console.warn('skipped: the AWS CLI is not installed');
  developer.writes({ 'template.yaml': TEMPLATE, 'file.txt': 'hello', 'large.bin': 'x'.repeat(9 * 1024 * 1024) });
  await developer.whileServed(async () => {
    const deploy = ['cloudformation', 'deploy', '--stack-name', 'App', '--template-file', 'template.yaml'];
    expect(await ran(...deploy)).toContain('Successfully created/updated stack - App');
    expect(await ran(...deploy, '--no-fail-on-empty-changeset')).toContain('No changes to deploy. Stack App is up to date');
    expect(JSON.parse(await ran('cloudformation', 'describe-stacks', '--stack-name', 'App'))).toMatchObject({
      Stacks: [{
        Outputs: [{ OutputKey: 'Bucket', OutputValue: 'arn:aws:s3:::things-123456789012' }, { OutputKey: 'Value', OutputValue: 'one in eu-central-1' }],
      }],
    });
    expect(JSON.parse(await ran('ssm', 'get-parameter', '--name', '/demo/setting'))).toMatchObject({ Parameter: { Value: 'one in eu-central-1' } });

    await ran('s3', 'cp', 'file.txt', 's3://things-123456789012/folder/file one.txt');
    await ran('s3', 'cp', 'large.bin', 's3://things-123456789012/large.bin');
    expect(await ran('s3', 'ls', 's3://things-123456789012/', '--recursive')).toMatch(/ 5 folder\/file one\.txt\n.* 9437184 large\.bin/);
    expect(await ran('s3', 'cp', 's3://things-123456789012/folder/file one.txt', '-')).toBe('hello');
    expect((await developer.aws('s3api', 'get-object', '--bucket', 'things-123456789012', '--key', 'none', 'x')).out).toContain('NoSuchKey');
    await ran('s3', 'rm', '--recursive', 's3://things-123456789012');

    await ran('cloudformation', 'delete-stack', '--stack-name', 'App');
    await ran('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'App');
    expect(await ran('s3', 'ls')).toBe('');
  });
}, 240_000);
