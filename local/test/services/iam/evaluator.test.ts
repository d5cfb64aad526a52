import { evaluate } from '../../../src/services/iam/evaluator';
import { parsePolicyDocument } from '../../../src/services/iam/policy-document';

type Context = Record<string, string | string[]>;

function decide(statements: object[], action: string, resource: string, context: Context = {}, version = '2012-10-17') {
  const policy = parsePolicyDocument({ Version: version, Statement: statements });
  const keys = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return evaluate([policy], { action, resource, context: keys });
}

const DISK = 'arn:aws:lightsail:eu-central-1:123456789012:Disk/1f0c';

describe('actions and resources', () => {
  test.each([
    ['lightsail:GetDisk', '*', 'lightsail:GetDisk', DISK, 'allow'],
    ['LIGHTSAIL:getdisk', '*', 'lightsail:GetDisk', DISK, 'allow'],
    ['lightsail:Get*', '*', 'lightsail:GetDisk', DISK, 'allow'],
    ['lightsail:GetDis?', '*', 'lightsail:GetDisk', DISK, 'allow'],
    ['lightsail:GetDis?', '*', 'lightsail:GetDisks', DISK, 'implicit-deny'],
    ['*', '*', 'lightsail:GetDisk', DISK, 'allow'],
    ['ec2:*', '*', 'lightsail:GetDisk', DISK, 'implicit-deny'],
    ['lightsail:*', 'arn:aws:lightsail:*:*:Disk/*', 'lightsail:GetDisk', DISK, 'allow'],
    ['lightsail:*', 'arn:aws:lightsail:*:*:disk/*', 'lightsail:GetDisk', DISK, 'implicit-deny'],
    ['lightsail:*', 'arn:aws:lightsail:*:*:*:Disk/1f0c', 'lightsail:GetDisk', DISK, 'implicit-deny'],
    ['lightsail:*', 'arn:aws:lightsail:*:*:DiskSnapshot/*', 'lightsail:GetDisk', DISK, 'implicit-deny'],
    ['lightsail:*', 'arn:aws:lightsail:*:*:Disk/*', 'lightsail:GetDisks', '*', 'implicit-deny'],
    ['lambda:*', 'arn:aws:lambda:*:*:function:*', 'lambda:InvokeFunction', 'arn:aws:lambda:eu-central-1:1:function:f:live', 'allow'],
  ])('Allow %s on %s: %s on %s is %s', (allowed, on, action, resource, decision) => {
    expect(decide([{ Effect: 'Allow', Action: allowed, Resource: on }], action, resource)).toBe(decision);
  });

  test('an explicit deny wins', () => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'lightsail:Delete*', Resource: '*' }];
    expect(decide(statements, 'lightsail:DeleteDisk', DISK)).toBe('explicit-deny');
    expect(decide(statements, 'lightsail:GetDisk', DISK)).toBe('allow');
  });

  test('NotAction and NotResource are everything else', () => {
    expect(decide([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'lightsail:GetDisk', DISK)).toBe('allow');
    expect(decide([{ Effect: 'Allow', NotAction: 'lightsail:*', Resource: '*' }], 'lightsail:GetDisk', DISK)).toBe('implicit-deny');
    expect(decide([{ Effect: 'Allow', Action: '*', NotResource: DISK }], 'lightsail:GetDisk', DISK)).toBe('implicit-deny');
    expect(decide([{ Effect: 'Allow', Action: '*', NotResource: DISK }], 'lightsail:GetDisk', '*')).toBe('allow');
  });
});

describe('conditions', () => {
  const holds = (condition: object, context: Context) =>
    decide([{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }], 'lightsail:GetDisk', DISK, context) === 'allow';

  test.each<[object, Context, boolean]>([
    [{ StringEquals: { 'aws:ResourceTag/a': 'x' } }, { 'aws:ResourceTag/a': 'x' }, true],
    [{ StringEquals: { 'AWS:resourcetag/A': ['y', 'x'] } }, { 'aws:ResourceTag/a': 'x' }, true],
    [{ StringEquals: { 'aws:ResourceTag/a': 'x' } }, { 'aws:ResourceTag/a': 'X' }, false],
    [{ StringEquals: { 'aws:ResourceTag/a': 'x' } }, {}, false],
    [{ StringEqualsIfExists: { 'aws:ResourceTag/a': 'x' } }, {}, true],
    [{ StringEqualsIfExists: { 'aws:ResourceTag/a': 'x' } }, { 'aws:ResourceTag/a': 'y' }, false],
    [{ StringNotEquals: { 'aws:ResourceTag/a': ['x', 'y'] } }, { 'aws:ResourceTag/a': 'y' }, false],
    [{ StringNotEquals: { 'aws:ResourceTag/a': ['x', 'y'] } }, { 'aws:ResourceTag/a': 'z' }, true],
    [{ StringNotEquals: { 'aws:ResourceTag/a': 'x' } }, {}, true],
    [{ StringEqualsIgnoreCase: { 'a:b': 'ABC' } }, { 'a:b': 'abc' }, true],
    [{ StringNotEqualsIgnoreCase: { 'a:b': 'ABC' } }, { 'a:b': 'abc' }, false],
    [{ StringLike: { 'a:b': 'a*c?' } }, { 'a:b': 'abbcd' }, true],
    [{ StringLike: { 'a:b': 'a.c' } }, { 'a:b': 'abc' }, false],
    [{ StringNotLike: { 'a:b': 'a*' } }, { 'a:b': 'abc' }, false],
    [{ NumericLessThan: { 'a:b': '10' } }, { 'a:b': '9' }, true],
    [{ NumericGreaterThanEquals: { 'a:b': 10 } }, { 'a:b': '10' }, true],
    [{ NumericNotEquals: { 'a:b': '10' } }, { 'a:b': '10.0' }, false],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-01-02T00:00:00Z' } }, { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, true],
    [{ DateGreaterThan: { 'aws:EpochTime': '2026-01-02T00:00:00Z' } }, { 'aws:EpochTime': '1767225600' }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }, true],
    [{ Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'true' }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x-*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x-y' }, true],
    [{ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' } }, { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' }, false],
    [{ Null: { 'aws:ResourceTag/a': 'true' } }, {}, true],
    [{ Null: { 'aws:ResourceTag/a': 'false' } }, {}, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a', 'b'] }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a', 'c'] }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, true],
    [{ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } }, { 'aws:TagKeys': ['b', 'ab'] }, true],
    [{ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': 'a' } }, {}, false],
    [{ StringEquals: { 'a:b': 'x' }, Bool: { 'c:d': 'true' } }, { 'a:b': 'x', 'c:d': 'false' }, false],
    [{ StringEquals: { 'a:b': '${aws:PrincipalTag/team}' } }, { 'a:b': 'blue', 'aws:PrincipalTag/team': 'blue' }, true],
    [{ StringEquals: { 'a:b': '${aws:PrincipalTag/team}' } }, { 'a:b': '' }, false],
    [{ StringEquals: { 'a:b': "${aws:PrincipalTag/team, 'none'}" } }, { 'a:b': 'none' }, true],
  ])('%j with %j: %s', (condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });

  test('several values need a quantifier', () => {
    expect(() => holds({ StringEquals: { 'aws:TagKeys': 'a' } }, { 'aws:TagKeys': ['a'] })).toThrow(/ForAllValues/);
  });

  test('variables are plain text in the first version of the language', () => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'a:b': '${aws:x}' } } }];
    expect(decide(statements, 'a:b', '*', { 'a:b': '${aws:x}', 'aws:x': 'v' }, '2008-10-17')).toBe('allow');
    expect(decide(statements, 'a:b', '*', { 'a:b': '${aws:x}', 'aws:x': 'v' })).toBe('implicit-deny');
  });
});
