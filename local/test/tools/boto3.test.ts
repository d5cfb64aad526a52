import { canRun } from './can-run';
import { Developer } from './tools';

let developer: Developer;
beforeEach(() => { developer = new Developer(); });
afterEach(() => developer.leaves());

const SCRIPT = `
import io, json
import boto3
from botocore.exceptions import ClientError

def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response['Error']['Code']

s3 = boto3.client('s3')
cloudformation = boto3.client('cloudformation')
sts = boto3.client('sts')
ssm = boto3.client('ssm')

# S3: streams, which botocore sends with the checksum behind them; keys that XML has no characters for; parts.
s3.create_bucket(Bucket='things', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
s3.put_object(Bucket='things', Key='a b/+&\\u00e4.txt', Body=io.BytesIO(b'hello'), Metadata={'colour': 'red'})
got = s3.get_object(Bucket='things', Key='a b/+&\\u00e4.txt')
assert got['Body'].read() == b'hello' and got['Metadata'] == {'colour': 'red'}, got
s3.upload_fileobj(io.BytesIO(b'x' * 9_000_000), 'things', 'large')
assert s3.head_object(Bucket='things', Key='large')['ContentLength'] == 9_000_000
listed = s3.list_objects_v2(Bucket='things')
assert [found['Key'] for found in listed['Contents']] == ['a b/+&\\u00e4.txt', 'large'], listed
assert refused(s3.get_object, Bucket='things', Key='none') == 'NoSuchKey'
assert refused(s3.delete_bucket, Bucket='things') == 'BucketNotEmpty'

# SSM.
ssm.put_parameter(Name='/demo/a', Value='1', Type='String')
assert ssm.get_parameters_by_path(Path='/demo')['Parameters'][0]['Value'] == '1'
assert refused(ssm.get_parameter, Name='/demo/none') == 'ParameterNotFound'

# CloudFormation: a role, and then STS: a session of it, which may do no more than the role.
template = {'Resources': {'Role': {'Type': 'AWS::IAM::Role', 'Properties': {
    'RoleName': 'reader',
    'AssumeRolePolicyDocument': {'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'AWS': {'Ref': 'AWS::AccountId'}}}]},
    'Policies': [{'PolicyName': 'p', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [
        {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::things/*'}]}}]}}}}
s3.put_object(Bucket='things', Key='template.json', Body=json.dumps(template))
url = 'https://things.s3.eu-central-1.amazonaws.com/template.json'
assert refused(cloudformation.create_stack, StackName='App', TemplateURL=url) == 'InsufficientCapabilitiesException'
cloudformation.create_stack(StackName='App', TemplateURL=url, Capabilities=['CAPABILITY_NAMED_IAM'])
assert refused(cloudformation.create_stack, StackName='App', TemplateURL=url) == 'AlreadyExistsException'
cloudformation.get_waiter('stack_create_complete').wait(StackName='App', WaiterConfig={'Delay': 1})
assert refused(cloudformation.describe_change_set, StackName='App', ChangeSetName='none') == 'ChangeSetNotFound'
credentials = sts.assume_role(RoleArn='arn:aws:iam::123456789012:role/reader', RoleSessionName='me')['Credentials']
session = boto3.Session(credentials['AccessKeyId'], credentials['SecretAccessKey'], credentials['SessionToken'])
assert session.client('sts').get_caller_identity()['Arn'] == 'arn:aws:sts::123456789012:assumed-role/reader/me'
assert session.client('s3').get_object(Bucket='things', Key='large')['ContentLength'] == 9_000_000
assert refused(session.client('s3').put_object, Bucket='things', Key='x') == 'AccessDenied'
print('all is well')
`;

test('boto3 works with S3, SSM, CloudFormation and STS', async () => {
  if (!await canRun('python3', '-c', 'import boto3')) return console.warn('skipped: python3 has no boto3');
  developer.writes({ 'script.py': SCRIPT });
  await developer.whileServed(async () => {
    expect(await developer.runs('python3', ['script.py'])).toEqual({ code: 0, out: 'all is well\n' });
  });
}, 120_000);
