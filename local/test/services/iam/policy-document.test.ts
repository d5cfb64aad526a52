import { checkTrustPolicy, parsePolicyDocument } from '../../../src/services/iam/policy-document';

const OK = { Effect: 'Allow', Action: 'lightsail:GetDisk', Resource: '*' };

test.each<[string, unknown, RegExp]>([
  ['no statement', { Version: '2012-10-17' }, /Syntax errors/],
  ['a version of its own', { Version: '2013-01-01', Statement: [OK] }, /Syntax errors/],
  ['an unknown element', { Statement: [{ ...OK, Ressource: '*' }] }, /Ressource/],
  ['no action', { Statement: [{ Effect: 'Allow', Resource: '*' }] }, /must contain actions/],
  ['no resource', { Statement: [{ Effect: 'Allow', Action: 'a:b' }] }, /must contain resources/],
  ['an empty list of resources', { Statement: [{ ...OK, Resource: [] }] }, /must contain resources/],
  ['both action and not action', { Statement: [{ ...OK, NotAction: 'a:b' }] }, /Syntax errors/],
  ['an action without a service', { Statement: [{ ...OK, Action: 'GetDisk' }] }, /prefaced by a vendor/],
  ['a resource that is no ARN', { Statement: [{ ...OK, Resource: 'my-disk' }] }, /my-disk must be in ARN format/],
  ['a principal', { Statement: [{ ...OK, Principal: '*' }] }, /should not specify a principal/],
  ['a wrong effect', { Statement: [{ ...OK, Effect: 'allow' }] }, /Syntax errors/],
  ['the same id twice', { Statement: [{ ...OK, Sid: 'a' }, { ...OK, Sid: 'a' }] }, /must be unique/],
  ['an id with a dash', { Statement: [{ ...OK, Sid: 'a-b' }] }, /alpha-numeric/],
  ['an unknown operator', { Statement: [{ ...OK, Condition: { StringIs: { 'a:b': 'c' } } }] }, /StringIs/],
  ['text that is no JSON', '{', /invalid Json/],
])('refuses %s', (_what, document, message) => {
  expect(() => parsePolicyDocument(document)).toThrow(message);
  expect(() => parsePolicyDocument(document)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument' }) as Error);
});

test('refuses by name what only the cloud has', () => {
  expect(() => parsePolicyDocument({ Statement: [{ ...OK, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }] }))
    .toThrow(/does not know the condition operator 'IpAddress'/);
});

test('writes one-or-many values as lists', () => {
  expect(parsePolicyDocument({ Statement: OK }).Statement).toEqual([{ Effect: 'Allow', Action: ['lightsail:GetDisk'], Resource: ['*'] }]);
});

test.each<[string, object, RegExp]>([
  ['a resource', { Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole', Resource: '*' }, /prohibited field Resource/],
  ['no principal', { Effect: 'Allow', Action: 'sts:AssumeRole' }, /required field Principal/],
  ['no effect', { Principal: { Service: 'x' }, Action: 'sts:AssumeRole' }, /Syntax errors/],
  ['another action', { Effect: 'Allow', Principal: { Service: 'x' }, Action: 's3:GetObject' }, /only specify STS/],
])('a trust policy with %s is refused', (_what, statement, message) => {
  expect(() => checkTrustPolicy({ Version: '2012-10-17', Statement: [statement] })).toThrow(message);
});

test('a trust policy of a version that there is not is refused', () => {
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole' }];
  expect(() => checkTrustPolicy({ Version: '2020-01-01', Statement })).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' }) as Error);
  expect(checkTrustPolicy({ Version: '2008-10-17', Statement })).toMatchObject({ Statement });
});
