import { credential, jsonCall, raw, send, whileServed } from './serving';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

const MALFORMED: ReadonlyArray<readonly [what: string, request: string, status: number, code: string]> = [
  ['the target //', raw({ method: 'GET', target: '//' }), 403, 'MissingAuthenticationToken'],
  ['a Host that is none', raw({ method: 'GET', headers: { host: 'a b[' } }), 400, 'MalformedHttpRequestException'],
  ['a URL that is none', raw({ method: 'GET', target: 'http://[' }), 400, 'MalformedHttpRequestException'],
  ...['lightsail', 'states', 'events', 'sqs'].flatMap((service) => ['null', '[]', '7', '{'].map((body) => [
    `the body ${body} to ${service}`, jsonCall(service, 'GetInstances', body), 400, 'SerializationException',
  ] as const)),
  ['no entry', jsonCall('events', 'PutEvents', '{"Entries":[null]}'), 400, 'SerializationException'],
  ['an entry that is a text', jsonCall('events', 'PutEvents', '{"Entries":["x"]}'), 400, 'SerializationException'],
  ['no datum', jsonCall('monitoring', 'PutMetricData', '{"Namespace":"x","MetricData":[null]}'), 400, 'SerializationException'],
  ['no dimension', jsonCall('monitoring', 'ListMetrics', '{"Dimensions":[null]}'), 400, 'SerializationException'],
  ['no query', jsonCall('monitoring', 'GetMetricData', '{"StartTime":0,"EndTime":1,"MetricDataQueries":[null]}'), 400, 'SerializationException'],
  ['a query of no metric', jsonCall('monitoring', 'GetMetricData', '{"StartTime":0,"EndTime":1,"MetricDataQueries":[{"Id":"a","MetricStat":{}}]}'), 400, 'InvalidParameterValueException'],
  ['a text that cannot be one', jsonCall('lightsail', 'DeleteDisk', '{"diskName":{"toString":1}}'), 400, 'InvalidInputException'],
  ['an operation of JavaScript', jsonCall('monitoring', 'GetDashboard', '{"DashboardName":"constructor"}'), 404, 'ResourceNotFound'],
  ['a path that is not encoded', raw({ method: 'GET', target: '/2015-03-31/functions/%E0%A4%A', headers: { authorization: credential('lambda') } }), 400, 'MalformedHttpRequestException'],
  ['the Region __proto__', jsonCall('lightsail', 'GetInstances', '{}', '__proto__'), 403, 'InvalidSignatureException'],
  ['a Region that is none, of a Query service', raw({
    headers: { authorization: credential('cloudformation', 'x') }, body: 'Action=DescribeStacks',
  }), 403, 'SignatureDoesNotMatch'],
  ['a parameter as deep as a well', raw({
    headers: { authorization: credential('cloudformation') }, body: `Action=DescribeStacks&${'a.'.repeat(50_000)}b=1`,
  }), 400, 'MalformedQueryString'],
  ['a URL of an answer that is not encoded', raw({
    method: 'PUT', target: '/%E0%A4%A', headers: { host: 'cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com' },
  }), 400, 'MalformedHttpRequestException'],
];

test('every malformed request is answered, and ends nothing', async () => {
  const { code, err } = await whileServed(person, '', async (endpoint) => {
    const answers: unknown[] = [];
    for (const [what, request] of MALFORMED) {
      const { status, text } = await send(endpoint, request);
      answers.push([what, status, /x-amzn-errortype: (\w+)/.exec(text)?.[1] ?? /<Code>(\w+)<\/Code>/.exec(text)?.[1]]);
    }
    expect(answers).toEqual(MALFORMED.map(([what, , status, error]) => [what, status, error]));
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('a tunnel is refused', async () => {
  await whileServed(person, '', async (endpoint) => {
    expect((await send(endpoint, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n')).status).toBe(405);
  });
});

test('what a caller sends changes the objects of no other call', async () => {
  await whileServed(person, '', async (endpoint) => {
    const describe = (more: string) => send(endpoint, raw({ headers: { authorization: credential('cloudformation') }, body: `Action=DescribeStacks${more}` }));
    const polluting = ['a.__proto__.StackName=zzz', '__proto__.StackName=zzz', 'a.constructor.prototype.StackName=zzz', 'a.member.__proto__.StackName=zzz'];
    for (const parameter of polluting) expect((await describe(`&${parameter}`)).status).toBe(200);
    expect(({} as Record<string, unknown>).StackName).toBeUndefined();
    expect((await describe('')).body).toContain('<DescribeStacksResult>');
  });
});

test('a resource named __proto__ is not lost without a word', async () => {
  await whileServed(person, '', async (endpoint) => {
    const made = await send(endpoint, jsonCall('lightsail', 'CreateCertificate', '{"certificateName":"__proto__","domainName":"example.com"}'));
    expect(made).toMatchObject({ status: 501, body: expect.stringContaining('does not know a resource named __proto__') });
  });
});

test('a caller that sends half a request stops no time', async () => {
  const { out } = await whileServed(person, '--speed 1000', async (endpoint) => {
    const half = send(endpoint, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{', 30_000).catch(() => undefined);
    expect((await send(endpoint, jsonCall('lightsail', 'CreateDisk', '{"diskName":"data","availabilityZone":"eu-central-1a","sizeInGb":8}'))).status).toBe(200);
    const ends = Date.now() + 10_000;
    let body = '';
    while (!body.includes('"state":"available"') && Date.now() < ends) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ body } = await send(endpoint, jsonCall('lightsail', 'GetDisk', '{"diskName":"data"}')));
    }
    expect(body).toContain('"state":"available"');
    void half;
  });
  expect(out).toContain('Serving');
});
