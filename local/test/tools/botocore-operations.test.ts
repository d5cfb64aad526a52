import { canRun } from './can-run';
import { Developer } from './tools';
import { Cloud } from '../../src/cloud';
import { CLIENTS, servedOperations } from '../../tools/served-operations';

let developer: Developer;
beforeEach(() => { developer = new Developer(); });
afterEach(() => developer.leaves());

/** botocore's names of the services, where they differ from those in signatures. */
const NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', states: 'stepfunctions' };

/** Calls each operation with too little, and tells what is no answer of the service. An operation that botocore does not know is left out. */
const SCRIPT = `
import json, sys
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

LABELS = {'Bucket': 'a-bucket', 'Key': 'a-key', 'UploadId': 'an-upload', 'FunctionName': 'a-function', 'CopySource': 'a-bucket/a-key', 'Body': b''}
asked, bad = 0, []
for service, operations in json.load(open('operations.json')).items():
    client = boto3.client(service, config=Config(parameter_validation=False, retries={'max_attempts': 0}))
    for operation in operations:
        if operation not in client.meta.service_model.operation_names:
            continue
        members = client.meta.service_model.operation_model(operation).input_shape
        given = {name: value for name, value in {**LABELS, 'PartNumber': 1}.items() if members is not None and name in members.members}
        if operation in ('GetObject', 'HeadObject'):
            given.pop('PartNumber', None)
        asked += 1
        try:
            client._make_api_call(operation, given)
        except ClientError as error:
            code = error.response['Error']['Code']
            if code in ('InternalFailure', 'NotImplemented', '500', '501', ''):
                bad.append(f'{service}.{operation}: {error}')
        except Exception as error:
            bad.append(f'{service}.{operation}: {type(error).__name__}: {error}')
print(json.dumps({'asked': asked, 'bad': bad}))
`;

test('each served operation answers botocore', async () => {
  if (!await canRun('python3', '-c', 'import boto3')) return console.warn('skipped: python3 has no boto3');
  const cloud = new Cloud({ codeFolder: '/nowhere', state: { id: '123456789012', now: 0 } });
  const operations: Record<string, string[]> = {};
  for (const service of Object.keys(CLIENTS)) operations[NAMES[service] ?? service] = await servedOperations(cloud.account, service);
  await cloud.close();
  developer.writes({ 'script.py': SCRIPT, 'operations.json': JSON.stringify(operations) });
  await developer.whileServed(async () => {
    const { code, out } = await developer.runs('python3', ['script.py']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('{') as string });
    const { asked, bad } = JSON.parse(out) as { asked: number; bad: string[] };
    expect(bad).toEqual([]);
    // Lightsail alone has a hundred.
    expect(asked).toBeGreaterThan(200);
  });
}, 120_000);
