import { checkFilterPolicy, matchesAttributes, matchesBody } from '../../../src/services/sns/filter-policy';

const ATTRIBUTES = {
  store: { DataType: 'String', StringValue: 'example_corp' },
  price: { DataType: 'Number', StringValue: '100' },
  interests: { DataType: 'String.Array', StringValue: '["soccer", "rugby", null]' },
};

test.each<[object, boolean]>([
  [{ store: ['example_corp'] }, true],
  [{ store: ['other'] }, false],
  [{ store: [{ prefix: 'example' }], price: [100] }, true],
  [{ store: [{ prefix: 'corp' }] }, false],
  [{ store: [{ suffix: 'corp' }] }, true],
  [{ store: [{ 'equals-ignore-case': 'EXAMPLE_CORP' }] }, true],
  [{ store: [{ wildcard: 'ex*_c*' }] }, true],
  [{ store: [{ wildcard: 'example?corp' }] }, false],
  [{ store: [{ 'anything-but': ['a', 'b'] }] }, true],
  [{ store: [{ 'anything-but': { prefix: 'example' } }] }, false],
  [{ missing: [{ 'anything-but': ['a'] }] }, false],
  [{ missing: [{ exists: false }], store: [{ exists: true }] }, true],
  [{ store: [{ exists: false }] }, false],
  [{ price: [{ numeric: ['>', 0, '<=', 100] }] }, true],
  [{ price: [{ numeric: ['>', 100] }] }, false],
  [{ price: ['100'] }, false],
  [{ interests: ['rugby', 'tennis'] }, true],
  [{ interests: [null] }, true],
  [{ $or: [{ store: ['x'] }, { price: [100] }] }, true],
  [{ $or: [{ store: ['x'] }, { price: [1] }] }, false],
])('attributes, %j: %s', (policy, expected) => {
  expect(matchesAttributes(checkFilterPolicy(policy, false), ATTRIBUTES)).toBe(expected);
});

test.each<[object, string, boolean]>([
  [{ order: { items: { id: [7] } } }, '{"order":{"items":[{"id":1},{"id":7}]}}', true],
  [{ order: { items: { id: [8] } } }, '{"order":{"items":[{"id":1},{"id":7}]}}', false],
  [{ paid: [true] }, '{"paid":true}', true],
  [{ paid: [true] }, 'no JSON', false],
])('the body, %j of %s: %s', (policy, body, expected) => {
  expect(matchesBody(checkFilterPolicy(policy, true), body)).toBe(expected);
});

test.each<[unknown, boolean, string]>([
  [{ a: 'b' }, true, '"a" must be an object or an array'],
  [{ a: { b: [1] } }, false, 'does not support nested'],
  [{ a: [{ like: 'x' }] }, false, 'Unrecognized match type like'],
  [{ a: [{ cidr: '10.0.0.0/8' }] }, false, "The local cloud does not know the operator 'cidr'"],
  [[], false, 'failed to parse'],
])('%j is refused', (policy, nested, message) => {
  expect(() => checkFilterPolicy(policy, nested)).toThrow(message);
});
