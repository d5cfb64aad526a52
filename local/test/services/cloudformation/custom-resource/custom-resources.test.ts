import { custom, FUNCTION_ARN, REGION, thing, Workbench } from '../workbench';

const DATE = '20261121T063000Z';

test('a request carries everything as AWS sends it', async () => {
  const bench = new Workbench();
  const outcome = await bench.deploy({
    Widget: custom({ Number: 80, Fraction: 1.5, Big: 1e21, Yes: true, Nested: { List: [false, null, { Deep: 1 }], Nothing: null } }),
  });
  const [request] = bench.requests;
  expect(request).toEqual({
    RequestType: 'Create',
    ServiceToken: FUNCTION_ARN,
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ResponseURL: expect.any(String),
    StackId: outcome.stackId,
    LogicalResourceId: 'Widget',
    ResourceType: 'Custom::Widget',
    ResourceProperties: { ServiceToken: FUNCTION_ARN, Number: '80', Fraction: '1.5', Big: '1e+21', Yes: 'true', Nested: { List: ['false', { Deep: '1' }] } },
  });
  const url = new URL(request?.ResponseURL ?? '');
  expect(url.host).toBe('cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com');
  expect(url.pathname).toBe(`/${encodeURIComponent(outcome.stackId ?? '').replaceAll('%2F', '/')}%7CWidget%7C${request?.RequestId}`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': DATE,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': '7200',
    'X-Amz-Credential': expect.stringMatching(/^AKIA[0-9A-F]{16}\/20261121\/eu-central-1\/s3\/aws4_request$/),
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('an update carries both properties, a new physical id replaces in the cleanup', async () => {
  const bench = new Workbench();
  bench.reply = ({ ResourceProperties: { Size } }) => ({ body: { PhysicalResourceId: `w-${String(Size)}`, Data: { Size, Count: 3, Yes: true } } });
  await bench.deploy({ Widget: custom({ Size: 1 }), User: thing({ Link: { 'Fn::GetAtt': ['Widget', 'Count'] }, Links: [{ 'Fn::Sub': '${Widget.Yes}' }] }) });
  expect(bench.things.existing.get('thing-1')).toEqual({ Link: '3', Links: ['true'] });
  await bench.deploy({ Widget: custom({ Size: 2 }), User: thing({ Link: { Ref: 'Widget' } }) });
  expect(bench.asked()).toEqual(['Create Widget', 'Update Widget w-1', 'Delete Widget w-1']);
  expect(bench.requests[1]).toMatchObject({ ResourceProperties: { Size: '2' }, OldResourceProperties: { Size: '1', ServiceToken: FUNCTION_ARN } });
  expect(bench.requests[2]).toMatchObject({ ResourceProperties: { Size: '1' } });
  expect(bench.requests[2]).not.toHaveProperty('OldResourceProperties');
  expect(bench.reasons('Widget')[1]).toBe('Requested update required the provider to create a new physical resource');
  expect(bench.things.existing.get('thing-1')).toEqual({ Link: 'w-2' });
});

test('attributes with NoEcho reach other resources and are masked in outputs', async () => {
  const bench = new Workbench();
  bench.reply = () => ({ body: { PhysicalResourceId: 'w', NoEcho: true, Data: { Password: 'hush' } } });
  const password = { 'Fn::GetAtt': ['Widget', 'Password'] };
  const outcome = await bench.deploy({ Widget: custom(), User: thing({ Link: password }) }, { Outputs: { O: { Value: password } } });
  expect(bench.things.existing.get('thing-1')).toEqual({ Link: 'hush' });
  expect(outcome.outputs).toEqual([{ name: 'O', value: '****' }]);
});

test('a rollback asks a replaced one for an update from the new id, and the cleanup deletes the id that is not current', async () => {
  const bench = new Workbench();
  bench.reply = ({ ResourceProperties: { Size } }) => ({ body: { PhysicalResourceId: `w-${String(Size)}` } });
  await bench.deploy({ Widget: custom({ Size: 1 }), Other: thing() });
  await bench.deploy({ Widget: custom({ Size: 2 }), Other: thing({ FailUpdate: 'no' }, { DependsOn: 'Widget' }) });
  expect(bench.asked()).toEqual(['Create Widget', 'Update Widget w-1', 'Update Widget w-2', 'Delete Widget w-2']);
  expect(bench.requests[2]).toMatchObject({ ResourceProperties: { Size: '1' }, OldResourceProperties: { Size: '2' } });
  expect(bench.log().slice(-5)).toEqual([
    'Other UPDATE_COMPLETE', 'App UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'Widget DELETE_IN_PROGRESS', 'Widget DELETE_COMPLETE',
    'App UPDATE_ROLLBACK_COMPLETE',
  ]);
});

test('one whose update failed is asked to go back under the id that it answered with', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType, ResourceProperties: { Size } }) => RequestType === 'Update' && Size === '2'
    ? { body: { Status: 'FAILED', Reason: 'too big', PhysicalResourceId: 'other' } }
    : { body: { PhysicalResourceId: 'w' } };
  await bench.deploy({ Widget: custom({ Size: 1 }) });
  const outcome = await bench.deploy({ Widget: custom({ Size: 2 }) });
  expect(outcome.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(outcome.reason).toBe(`Widget (Custom::Widget): Received response status [FAILED] from custom resource. Message returned: too big (RequestId: ${bench.requests[1]?.RequestId})`);
  expect(bench.asked()).toEqual(['Create Widget', 'Update Widget w', 'Update Widget other', 'Delete Widget other']);
});

test('a failed creation is followed by a Delete of the id that was answered', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => ({ body: { PhysicalResourceId: 'half', ...(RequestType === 'Create' ? { Status: 'FAILED', Reason: 'no' } : {}) } });
  expect((await bench.deploy({ Widget: custom() })).status).toBe('ROLLBACK_COMPLETE');
  expect(bench.asked()).toEqual(['Create Widget', 'Delete Widget half']);
});

test('a creation that was cancelled gets a Delete of a made-up id, and its late answer is ignored', async () => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => ({ after: RequestType === 'Create' ? 5_000 : 60_000, body: { PhysicalResourceId: 'late' } });
  const outcome = await bench.deploy({ Widget: custom(), Broken: thing({ Fail: 'no' }) });
  expect(outcome.status).toBe('ROLLBACK_COMPLETE');
  expect(bench.asked()[1]).toMatch(/^Delete Widget App-Widget-[A-Z0-9]{12}$/);
  expect(bench.reasons('Widget')).toEqual([undefined, 'Resource creation cancelled', undefined, undefined]);
  expect(bench.asked()).toHaveLength(2);
});

test.each<[string | undefined, number]>([[undefined, 3_600], ['90', 90]])('without an answer in time (ServiceTimeout %s) it fails', async (timeout, seconds) => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => RequestType === 'Delete' ? { body: { PhysicalResourceId: 'x' } } : undefined;
  const outcome = await bench.deploy({ Widget: custom(timeout === undefined ? {} : { ServiceTimeout: timeout }) });
  expect(outcome.reason).toContain(`Please check your logs for requestId [${bench.requests[0]?.RequestId}].`);
  const failed = bench.events.find(({ status }) => status === 'CREATE_FAILED');
  expect((failed?.timestamp ?? 0) - (bench.events[1]?.timestamp ?? 0)).toBe(seconds * 1000);
  expect(bench.asked()[1]).toMatch(/^Delete Widget App-Widget-[A-Z0-9]{12}$/);
});

test.each<[string, Record<string, unknown> | string, string]>([
  ['too long', { PhysicalResourceId: 'w', Data: { text: 'x'.repeat(4096) } }, 'Response object is too long.'],
  ['no JSON', '{"Status":', 'Response is not valid JSON'],
  ['no status', { Status: 'FAILURE', PhysicalResourceId: 'w' }, 'Invalid Response object: \'FAILURE\' is not a valid ResponseStatus'],
  ['no physical id', {}, 'Invalid PhysicalResourceId'],
  ['an empty physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
  ['another stack', { PhysicalResourceId: 'w', StackId: 'arn:x' }, 'Value of property StackId does not match the request'],
  ['no logical id', { PhysicalResourceId: 'w', LogicalResourceId: null }, 'Value of property LogicalResourceId is missing'],
  ['another request', { PhysicalResourceId: 'w', RequestId: '1' }, 'Value of property RequestId does not match the request'],
  ['data that is a list', { PhysicalResourceId: 'w', Data: [1] }, 'Value of property Data must be an object'],
  ['a failure without a reason', { PhysicalResourceId: 'w', Status: 'FAILED' }, 'Value of property Reason'],
])('an answer with %s fails the resource', async (_, body, reason) => {
  const bench = new Workbench();
  bench.reply = ({ RequestType }) => ({ body: RequestType === 'Delete' ? { PhysicalResourceId: 'w' } : body });
  const outcome = await bench.deploy({ Widget: custom() });
  expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining(reason) });
});

test('an answer of 4,096 bytes is taken, to the byte', async () => {
  const bench = new Workbench();
  bench.reply = ({ StackId, RequestId, LogicalResourceId }) => {
    const answer = { Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'w', Data: { text: '' } };
    answer.Data.text = 'x'.repeat(4096 - JSON.stringify(answer).length);
    return { body: JSON.stringify(answer) };
  };
  expect((await bench.deploy({ Widget: custom() })).status).toBe('CREATE_COMPLETE');
});

test('the store takes what it has signed, twice and late, and nothing else', async () => {
  const bench = new Workbench();
  await bench.deploy({ Widget: custom() });
  const [request] = bench.requests;
  if (!request) throw new Error('no request');
  const { responses } = bench.cloudFormation;
  const put = (url: URL) => responses.receive(url, Buffer.from('{}'));
  const url = new URL(request.ResponseURL);
  expect(bench.answer(request, { PhysicalResourceId: 'again' })).toEqual({ status: 200 });
  const forged = new URL(url);
  forged.pathname = forged.pathname.replace('Widget', 'Gadget');
  expect(put(forged)).toMatchObject({ status: 403, body: expect.stringContaining('SignatureDoesNotMatch') });
  const prolonged = new URL(url);
  prolonged.searchParams.set('X-Amz-Date', '20991121T063000Z');
  expect(put(prolonged).status).toBe(403);
  const unsigned = new URL(url);
  unsigned.searchParams.delete('X-Amz-Signature');
  expect(put(unsigned).status).toBe(403);
  await bench.account.clock.advance(7_190_000);
  expect(put(url).status).toBe(200);
  await bench.account.clock.advance(20_000);
  expect(put(url)).toMatchObject({ status: 403, body: expect.stringContaining('Request has expired') });
});

test('what cannot be asked fails without a Delete; a service token cannot be changed', async () => {
  const bench = new Workbench();
  const unknown = `arn:aws:lambda:${REGION}:123456789012:function:unknown`;
  const absent = await bench.deploy({ Widget: custom({ ServiceToken: unknown }) });
  expect(absent).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining(`Function not found: ${unknown}`) });
  expect((await bench.deploy({ Widget: custom({ ServiceTimeout: 3601 }) })).reason).toContain('Invalid value 3601 for ServiceTimeout');
  expect(bench.requests).toEqual([]);
  await bench.deploy({ Widget: custom() });
  const changed = await bench.deploy({ Widget: custom({ ServiceToken: unknown }) });
  expect(changed).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining('Modifying service token is not allowed.') });
  expect(bench.asked()).toEqual(['Create Widget']);
  await expect(bench.deploy({ Widget: custom({ ServiceToken: 'arn:aws:sns:eu-central-1:1:topic' }) }, {}, 'Sns'))
    .rejects.toThrow('does not know custom resources behind sns');
});

test('an attribute that was not answered fails what needs it', async () => {
  const bench = new Workbench();
  const outcome = await bench.deploy({ Widget: custom(), User: thing({ Link: { 'Fn::GetAtt': ['Widget', 'Missing'] } }) });
  expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('Vendor response doesn\'t contain Missing attribute') });
});
