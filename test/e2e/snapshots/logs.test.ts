import { lambdaState } from 'cdk-local-cloud/engine';
import { LightsailProvider } from '../../../src';
import { addDatabaseSnapshot, addInstanceSnapshot, databaseSnapshot, DESTROY, seedSources } from '../support/snapshot-stacks';
import { REGION, TestCloud } from '../support/test-cloud';

const cloud = new TestCloud();
/** What CloudFormation sent to the function. */
const urls: URL[] = [];
/** Ids of the access keys by which the function signed. */
const accessKeys = new Set<string>();
let lines: string[];

afterAll(() => cloud.close());

// Everything that is logged is logged here: what goes well, what fails, what is tried again, and the function's death.
beforeAll(async () => {
  seedSources(cloud);
  const { account } = cloud.cloud;
  await cloud.deployed((stack) => {
    addDatabaseSnapshot(stack, { trigger: '1', tags: { secret: 'tag-value-of-a-user' }, ...DESTROY });
    addInstanceSnapshot(stack);
  });
  cloud.fault('GetRelationalDatabase', { type: 'error', code: 'ThrottlingException', message: 'Rate exceeded' }, 2);
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'fail-operation', code: 'InternalError', details: 'Out of breath.' }, 1);
  await cloud.deploy(databaseSnapshot({ trigger: '2', ...DESTROY }));
  cloud.fault('CreateRelationalDatabaseSnapshot', { type: 'lose-answer' }, 1);
  cloud.fault('GetOperation', { type: 'crash-caller' }, 1);
  account.faults.inject({ service: 'states', operation: 'StartExecution', effect: { type: 'crash-caller' }, times: 1 });
  await cloud.deployed(databaseSnapshot({ trigger: '3', ...DESTROY }));
  cloud.fault('GetRelationalDatabaseSnapshot', { type: 'error', code: 'AccessDeniedException', message: 'No.', status: 403 }, 8);
  await cloud.deploy(databaseSnapshot({ trigger: '4', ...DESTROY }));
  account.faults.clear();
  const [stack] = cloud.synthesize(databaseSnapshot({ trigger: '3', ...DESTROY }));
  const template = JSON.parse(JSON.stringify(stack.template).replace('"TimeoutSeconds":2700', '"TimeoutSeconds":2700,"Odd":"odd-value"'));
  await cloud.deployTemplate({ ...stack, template });
  await cloud.deployed((only) => { LightsailProvider.getOrCreate(only); });
  await cloud.settle();

  for (const { call } of account.calls) {
    if (call.caller.roleName !== undefined) accessKeys.add(call.caller.accessKeyId);
    if (call.service !== 'lambda' || call.input.InvocationType !== 'Event') continue;
    urls.push(new URL(String(JSON.parse(String(call.input.Payload)).ResponseURL)));
  }
  lines = cloud.cloud.lambda.allLogs();
});

test('there is something to look through', () => {
  expect(urls.length).toBeGreaterThan(6);
  expect(accessKeys.size).toBeGreaterThan(0);
  const entries = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  const decisions = new Set(entries.map(({ decision }) => decision));
  expect([...decisions]).toEqual(expect.arrayContaining(['begin', 'next', 'again', 'later', 'fail', 'wait', 'answer', 'keep']));
  expect(entries.filter(({ status }) => status === 'FAILED').length).toBeGreaterThan(2);
});

test('no response URL, nor a part of one that would do', () => {
  for (const url of urls) {
    const parts = [url.href, url.host, url.search.slice(1), url.searchParams.get('X-Amz-Signature') ?? '', url.searchParams.get('X-Amz-Credential') ?? ''];
    for (const part of parts) expect(lines.filter((line) => part === '' || line.includes(part))).toEqual([]);
  }
  expect(lines.filter((line) => /X-Amz-|ResponseURL|response-eucentral1/i.test(line))).toEqual([]);
});

test('no credential', () => {
  const { functions } = lambdaState(cloud.cloud.account);
  expect(Object.keys(functions)).toHaveLength(1);
  for (const key of accessKeys) expect(lines.filter((line) => line.includes(key))).toEqual([]);
  expect(lines.filter((line) => /AWS4-HMAC|Credential=|Signature=|security-token|SecretAccessKey|SessionToken|AKIA|ASIA/i.test(line))).toEqual([]);
});

test('no answer of Lightsail, and no property of a request', () => {
  const database = cloud.cloud.lightsail.instantly(REGION, 'GetRelationalDatabase', { relationalDatabaseName: 'shop-db' }).relationalDatabase;
  // What only an answer holds: endpoints, users, support codes.
  const members = Object.keys(database as object).filter((name) => /^(master|support|hardware|backup|preferred|latest)/.test(name));
  expect(members.length).toBeGreaterThan(4);
  for (const member of [...members, '$metadata', 'tag-value-of-a-user', 'odd-value', 'ServiceToken":', 'shop-db.']) {
    expect({ member, lines: lines.filter((line) => line.includes(member)) }).toEqual({ member, lines: [] });
  }
});

test('no line is longer than a screen holds', () => {
  expect(lines.filter((line) => line.length > 2000)).toEqual([]);
});
