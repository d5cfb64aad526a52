import fc from 'fast-check';
import { credential, jsonCall, raw, send, whileServed } from './serving';
import { Person } from './support';

const SEED = 20261121;

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

const METRIC = { Namespace: 'x', MetricName: 'Load', Dimensions: [{ Name: 'a', Value: 'b' }] };
const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:m';
const EXECUTION = 'arn:aws:states:eu-central-1:123456789012:execution:m:x';
const PLACE = { availabilityZone: 'eu-central-1a', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' };
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/q';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:t';
const TAGS = [{ key: 'a', value: 'b' }];

/** Calls of the JSON protocols as they should be. */
const CALLS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = {
  lightsail: {
    AttachDisk: { diskName: 'data', instanceName: 'web', diskPath: '/dev/xvdf' },
    CreateDisk: { diskName: 'more', availabilityZone: 'eu-central-1a', sizeInGb: 8, tags: TAGS },
    CreateInstances: { instanceNames: ['web-2'], ...PLACE, tags: TAGS },
    CreateInstanceSnapshot: { instanceName: 'web', instanceSnapshotName: 'web-1', tags: TAGS },
    CreateRelationalDatabase: {
      relationalDatabaseName: 'db', relationalDatabaseBlueprintId: 'mysql_8_0', relationalDatabaseBundleId: 'micro_2_0', masterDatabaseName: 'main', masterUsername: 'admin',
    },
    CreateDiskFromSnapshot: { diskName: 'again', diskSnapshotName: 'data-1', availabilityZone: 'eu-central-1a', sizeInGb: 16 },
    CreateDiskSnapshot: { diskName: 'data', diskSnapshotName: 'data-1', tags: TAGS },
    AllocateStaticIp: { staticIpName: 'ip' },
    AttachStaticIp: { staticIpName: 'ip', instanceName: 'web' },
    PutInstancePublicPorts: { instanceName: 'web', portInfos: [{ fromPort: 80, toPort: 80, protocol: 'tcp', cidrs: ['0.0.0.0/0'] }] },
    GetBundles: { includeInactive: true },
    DeleteDisk: { diskName: 'more' },
    GetDisk: { diskName: 'data' },
    GetInstances: {},
    GetInstanceMetricData: {
      instanceName: 'web', metricName: 'CPUUtilization', period: 300, startTime: 1_900_000_000, endTime: 1_900_003_600, unit: 'Percent', statistics: ['Average'],
    },
    GetOperations: {},
    GetOperationsForResource: { resourceName: 'web' },
    PutAlarm: {
      alarmName: 'cpu', metricName: 'CPUUtilization', monitoredResourceName: 'web', comparisonOperator: 'GreaterThanThreshold', threshold: 80, evaluationPeriods: 2,
    },
    TagResource: { resourceName: 'web', tags: TAGS },
    UntagResource: { resourceName: 'web', tagKeys: ['a'] },
  },
  states: {
    StartExecution: { stateMachineArn: MACHINE, name: 'x', input: '{}' },
    DescribeExecution: { executionArn: EXECUTION },
    ListExecutions: { stateMachineArn: MACHINE, statusFilter: 'RUNNING', maxResults: 5, nextToken: 'x' },
    GetExecutionHistory: { executionArn: EXECUTION, maxResults: 5, reverseOrder: true, nextToken: 'x' },
    ListStateMachines: { maxResults: 5, nextToken: 'x' },
    SendTaskSuccess: { taskToken: 't', output: '{}' },
    SendTaskFailure: { taskToken: 't', error: 'E', cause: 'c' },
    StopExecution: { executionArn: EXECUTION, error: 'E', cause: 'c' },
  },
  events: { PutEvents: { Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}', Time: 1_900_000_000, Resources: ['r'], EventBusName: 'default' }] } },
  kms: { DescribeKey: { KeyId: 'k' }, ListAliases: { KeyId: 'k', Limit: 5, Marker: 'x' }, ListKeys: {} },
  logs: {
    CreateLogGroup: { logGroupName: 'g', tags: { a: 'b' }, kmsKeyId: 'k' },
    CreateLogStream: { logGroupName: 'g', logStreamName: 's' },
    DescribeLogGroups: { logGroupNamePrefix: 'g', limit: 5, nextToken: 'x' },
    FilterLogEvents: { logGroupName: 'g', filterPattern: '?ERROR "a b" -c', startTime: 1, endTime: 2, limit: 5 },
    GetLogEvents: { logGroupName: 'g', logStreamName: 's', startFromHead: true, nextToken: 'f/0' },
    PutLogEvents: { logGroupName: 'g', logStreamName: 's', logEvents: [{ timestamp: 1_900_000_000_000, message: 'm' }] },
    PutRetentionPolicy: { logGroupName: 'g', retentionInDays: 7 },
  },
  secretsmanager: {
    CreateSecret: { Name: 'a', SecretString: 's', Tags: TAGS, Description: 'd' },
    GetSecretValue: { SecretId: 'a', VersionStage: 'AWSCURRENT', VersionId: 'v' },
    PutSecretValue: { SecretId: 'a', SecretString: 's', VersionStages: ['AWSPENDING'], ClientRequestToken: 't' },
    DeleteSecret: { SecretId: 'a', RecoveryWindowInDays: 7 },
    GetRandomPassword: { PasswordLength: 8, ExcludeCharacters: 'a', RequireEachIncludedType: true },
    ListSecrets: { MaxResults: 5, NextToken: 'x' },
  },
  sqs: {
    CreateQueue: { QueueName: 'q', Attributes: { VisibilityTimeout: '30', RedrivePolicy: '{}', Policy: '{}' }, tags: { a: 'b' } },
    ReceiveMessage: { QueueUrl: QUEUE, MaxNumberOfMessages: 5, VisibilityTimeout: 10, AttributeNames: ['All'], MessageAttributeNames: ['.*'] },
    DeleteMessageBatch: { QueueUrl: QUEUE, Entries: [{ Id: 'a', ReceiptHandle: 'r' }] },
    SendMessageBatch: { QueueUrl: QUEUE, Entries: [{ Id: 'a', MessageBody: 'x', DelaySeconds: 1 }] },
    ChangeMessageVisibility: { QueueUrl: QUEUE, ReceiptHandle: 'r', VisibilityTimeout: 5 },
    GetQueueAttributes: { QueueUrl: QUEUE, AttributeNames: ['All'] },
    SetQueueAttributes: { QueueUrl: QUEUE, Attributes: { DelaySeconds: '1', RedrivePolicy: '{"maxReceiveCount":1}' } },
    SendMessage: {
      QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/q', MessageBody: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
    },
  },
  sns: {
    CreateTopic: { Name: 't' },
    Publish: { TopicArn: TOPIC, Message: 'x', MessageStructure: 'json', Subject: 's', MessageAttributes: { a: { DataType: 'Number', StringValue: '1' } } },
    Subscribe: { TopicArn: TOPIC, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:eu-central-1:123456789012:q', Attributes: { FilterPolicy: '{"a":[{"numeric":[">",1]}]}' } },
    SetSubscriptionAttributes: { SubscriptionArn: `${TOPIC}:1`, AttributeName: 'FilterPolicy', AttributeValue: '{"a":["b"]}' },
  },
  ssm: {
    GetCalendarState: { CalendarNames: ['c'], AtTime: '2030-01-01T00:00:00Z' },
    PutParameter: { Name: '/a/b', Value: 'x', Type: 'String', Overwrite: true, Description: 'd' },
    GetParameter: { Name: '/a/b' },
    GetParameters: { Names: ['/a/b'] },
    GetParametersByPath: { Path: '/a', Recursive: true, MaxResults: 5, NextToken: 'x' },
    DeleteParameters: { Names: ['/a/b'] },
  },
  monitoring: {
    PutMetricData: { Namespace: 'x', MetricData: [{ MetricName: 'Load', Value: 1, Unit: 'Percent', Dimensions: METRIC.Dimensions }] },
    GetMetricData: {
      MetricDataQueries: [{ Id: 'a', MetricStat: { Metric: METRIC, Period: 60, Stat: 'Sum' } }, { Id: 'b', Expression: 'a * 2' }],
      StartTime: 1_800_000_000,
      EndTime: 1_800_003_600,
      ScanBy: 'TimestampAscending',
      MaxDatapoints: 5,
    },
    ListMetrics: METRIC,
    DescribeAlarms: { AlarmNames: ['a'], AlarmNamePrefix: 'a', StateValue: 'OK', MaxRecords: 5 },
    ListDashboards: {},
    GetDashboard: { DashboardName: 'd' },
  },
};

/** Members of structures that the inputs have within them. */
const INNER = [
  'key', 'value', 'Name', 'Value', 'Id', 'MetricStat', 'Metric', 'Period', 'Stat', 'Expression', 'Namespace', 'MetricName', 'Dimensions', 'Timestamp',
  'StatisticValues', 'Sum', 'Detail', 'DetailType', 'Source', 'Time', 'Resources', 'EventBusName', 'DataType', 'StringValue', 'name', 'regionName',
];
const HOSTILE = [
  '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', '-1', '0', '*', '..', '%', '%E0%A4%A', '[', '\u0000', 'ä€😀', 'x'.repeat(300),
  'data', 'web', 'eu-central-1a', 'nano_3_0', 'ubuntu_24_04', 'arn:aws:states:eu-central-1:123456789012:stateMachine:m', 'SUM([a,', 'a', 'Average',
];

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 20 }));
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.constantFrom(null, true, false, 1e308, -1, 1_900_000_000));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...INNER, '__proto__', 'toString', 'toJSON'), tie('value'), { maxKeys: 4 }) }),
}));

const call = fc.constantFrom(...Object.entries(CALLS).flatMap(([service, operations]) => Object.entries(operations)
  .map(([name, input]) => ({ service, name, input }))));
const region = fc.oneof({ weight: 15, arbitrary: fc.constant('eu-central-1') }, { weight: 1, arbitrary: fc.constantFrom('__proto__', 'x', 'xx-nowhere-1', 'us-east-1') });

/** As it should be, or with a part of it left out, made something else, or made something else within. */
function spoiled(given: unknown, weight = 6): fc.Arbitrary<unknown> {
  const within = Array.isArray(given) ? fc.tuple(...given.map((member) => spoiled(member, 3)))
    : typeof given === 'object' && given !== null ? fc.record(Object.fromEntries(Object.entries(given).map(([name, member]) => [name, spoiled(member)])))
      : fc.constant(given);
  return fc.oneof({ weight: weight * 2, arbitrary: within }, { weight: 1, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) });
}

const json = fc.tuple(call, region).chain(([{ service, name, input }, where]) => spoiled(input, 20).map((body) =>
  jsonCall(service, name, JSON.stringify(body) ?? '', where)));

const parameter = fc.tuple(fc.array(fc.constantFrom('a', 'member', '1', '2', '__proto__', 'constructor', 'prototype', 'StackName', 'TemplateBody', 'TemplateURL', 'ChangeSetName', 'ChangeSetType', 'RoleArn', 'Tags', 'Parameters', 'ParameterKey', 'toString', ''), { minLength: 1, maxLength: 5 }), text)
  .map(([steps, given]) => `${steps.join('.')}=${encodeURIComponent(given)}`);
const template = fc.oneof(
  fc.constantFrom(
    'Resources:\n  A:\n    Type: AWS::S3::Bucket\n', '{"Resources":{"A":{"Type":"AWS::S3::Bucket","Properties":{"Tags":[null]}}}}', '!Ref', '{', 'a: &a [*a]', '[[[[',
    'Resources: {__proto__: {Type: x}}', '? [a]\n: b', 'Resources: {A: {Type: "AWS::SSM::Parameter", Properties: !GetAtt x}}', 'a: !!binary x',
  ),
  value.map((content) => JSON.stringify({ Resources: content }) ?? ''),
);
const query = fc.tuple(
  fc.constantFrom('cloudformation', 'sts'),
  fc.constantFrom(
    'DescribeStacks', 'ListStacks', 'DescribeStackEvents', 'DescribeStackResource', 'GetTemplate', 'CreateChangeSet', 'DescribeChangeSet', 'CreateStack',
    'UpdateStack', 'DeleteStack', 'ValidateTemplate', 'GetTemplateSummary', 'ListExports', 'GetCallerIdentity', 'AssumeRole', '__proto__', '<x>',
  ),
  fc.array(fc.oneof(parameter, text.map((given) => `StackName=${encodeURIComponent(given)}`), text.map((given) => `NextToken=${encodeURIComponent(given)}`),
    template.map((given) => `TemplateBody=${encodeURIComponent(given)}`)), { maxLength: 4 }),
).map(([service, action, parameters]) => raw({
  headers: { authorization: credential(service) }, body: [`Action=${encodeURIComponent(action)}`, ...parameters].join('&'),
}));

const SUBRESOURCES = [
  'list-type=2', 'delete', 'uploads', 'uploadId=x', 'partNumber=1&uploadId=x', 'versions', 'location', 'policy', 'acl', 'versionId=null', 'max-keys=-1',
  'continuation-token=x', 'prefix=%00&encoding-type=url', 'delimiter=/', '__proto__=1', 'tagging',
];
const s3 = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'HEAD', 'DELETE', 'POST'),
  target: fc.tuple(
    fc.constantFrom('/', '/things', '/things/', '/things/a', '/things/__proto__', '/things/%E0%A4%A', '/toString', '/constructor/a', '//a', '/things/%00'),
    fc.array(fc.constantFrom(...SUBRESOURCES), { maxLength: 2 }),
  ).map(([path, parts]) => `${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`),
  host: fc.constantFrom('localhost', 'things.localhost', 'things.s3.eu-central-1.amazonaws.com', 's3.amazonaws.com', '__proto__.s3.amazonaws.com'),
  headers: fc.dictionary(fc.constantFrom(
    'range', 'content-md5', 'x-amz-checksum-crc32', 'x-amz-copy-source', 'content-encoding', 'x-amz-content-sha256', 'x-amz-decoded-content-length', 'x-amz-meta-a',
    'x-amz-meta-__proto__', 'if-none-match', 'x-amz-metadata-directive',
  ), fc.constantFrom(
    'bytes=0-', 'bytes=5-1', 'x', '*', '/things/a', '/things', '%E0%A4%A', 'aws-chunked', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', '5', 'REPLACE', 'ä',
  ), { maxKeys: 3 }),
  body: fc.oneof(fc.constantFrom(
    '', 'x', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n', 'ffffffffff\r\nx', '<Delete><Object><Key>a</Key></Object></Delete>', '<Delete/>',
    '<Delete><Object>x</Object></Delete>', '<Delete><Object><Key><b/></Key></Object></Delete>', '<__proto__><a/></__proto__>', '<a', '{"Statement":[{}]}',
    '<!DOCTYPE a [<!ENTITY b "c">]><Delete><Object><Key>&b;</Key></Object></Delete>', '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>',
    '{"Statement":null}',
    '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
  ), fc.string({ maxLength: 40 })),
}).map(({ headers, host, ...rest }) => raw({ ...rest, headers: { authorization: credential('s3'), host, ...headers } }));

/** Without what ends a line or a field. */
const word = fc.oneof(
  fc.constantFrom('/', '//', '*', 'http://[', 'http://x/y', '/2015-03-31/functions/', '/2015-03-31/functions/%E0%A4%A', '/2015-03-31/functions/f/invocations', '/?a=%'),
  fc.stringMatching(/^[!-~]{1,30}$/),
);
const http = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'CONNECT'),
  target: word,
  host: fc.oneof(fc.constantFrom('localhost', 'a b[', '[', 'x:99999', 'cloudformation-custom-resource-response-x.s3.x.amazonaws.com'), word),
  service: fc.constantFrom('lambda', 's3', 'cloudformation', 'sts', 'lightsail', 'nothing', undefined),
  target2: fc.option(word),
  body: fc.oneof(fc.constantFrom('', 'null', '[', '{}', '{"__proto__":{"a":1}}'), fc.string({ maxLength: 40 })),
}).map(({ method, target, host, service, target2, body }) => raw({
  method, target, body, headers: { host, ...service && { authorization: credential(service) }, ...target2 && { 'x-amz-target': target2 } },
}));

const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
/** Bytes of a request changed: what comes of it may be no HTTP. */
const mangled = fc.tuple(fc.oneof(json, query, s3, http), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([request, changes]) => {
    const bytes = Buffer.from(request);
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    return bytes;
  });

test('serve answers ten thousand malformed requests, and knows every error that it answers with', async () => {
  const { code: _code, err } = await whileServed(person, '', async (endpoint) => {
    const lightsail = (name: string, body: string) => send(endpoint, jsonCall('lightsail', name, body));
    await lightsail('CreateDisk', '{"diskName":"data","availabilityZone":"eu-central-1a","sizeInGb":8}');
    await lightsail('CreateInstances', '{"instanceNames":["web"],"availabilityZone":"eu-central-1a","blueprintId":"ubuntu_24_04","bundleId":"nano_3_0"}');

    const check = (requests: fc.Arbitrary<string>, numRuns: number) => fc.assert(fc.asyncProperty(requests, async (request) => {
      const { status, text: answer } = await send(endpoint, request);
      // 500 is a defect of the local cloud, 0 is no answer.
      if (status < 200 || status === 500) throw new Error(`Answered with ${status}: ${answer}`);
    }), { seed: SEED, numRuns });
    await check(json, 3200);
    await check(query, 2000);
    await send(endpoint, raw({
      method: 'PUT',
      target: '/things',
      headers: { authorization: credential('s3') },
      body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
    }));
    await check(s3, 2400);
    await check(http, 1200);
    await fc.assert(fc.asyncProperty(mangled, async (bytes) => {
      await send(endpoint, bytes, 5000, 'and end');
    }), { seed: SEED, numRuns: 1200 });

    expect((await lightsail('GetDisk', '{"diskName":"data"}')).status).toBe(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
  expect(err).not.toContain('A defect of the local cloud');
}, 60_000);
