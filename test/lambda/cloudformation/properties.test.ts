import { Properties } from '../../../lambda/cloudformation/properties';

const reader = (values: Record<string, unknown>) => new Properties({ ServiceToken: 'arn', ServiceTimeout: '300', ...values }, 'Custom::Thing');

test('scalars are read whether they arrive as strings or not', () => {
  expect(reader({ N: '80' }).integer('N', 1, 100)).toBe(80);
  expect(reader({ N: 80 }).integer('N', 1, 100)).toBe(80);
  expect(reader({ F: 'false' }).flag('F')).toBe(false);
  expect(reader({ F: true }).flag('F')).toBe(true);
  expect(reader({}).optionalText('T')).toBeUndefined();
});

test.each(['0', '101', '1.5', 'abc', '', undefined, {}, '1e2'])('%j is no whole number from 1 to 100', (value) => {
  expect(() => reader({ N: value }).integer('N', 1, 100)).toThrow(/N of Custom::Thing: got .*, expected a/);
});

test.each(['False', '1', 'yes', ''])('%j is no flag', (value) => {
  expect(() => reader({ F: value }).flag('F')).toThrow(/expected/);
});

test('a choice names the choices', () => {
  expect(reader({ K: 'b' }).choice('K', ['a', 'b'])).toBe('b');
  expect(() => reader({ K: 'c' }).choice('K', ['a', 'b'])).toThrow('The property K of Custom::Thing: got "c", expected one of a, b.');
});

test('tags become a map', () => {
  expect(reader({ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] }).tags('Tags')).toEqual({ a: '1', b: '' });
  expect(reader({}).tags('Tags')).toEqual({});
});

test.each([['cdk-lightsail:stack'], ['aws:cloudformation:stack']])("the tag key %s is the library's or AWS's own", (Key) => {
  expect(() => reader({ Tags: [{ Key, Value: 'x' }] }).tags('Tags')).toThrow(/reserved/);
});

test.each([['a text'], [[{ Value: 'x' }]], [Array.from({ length: 46 }, (_, index) => ({ Key: `k${index}`, Value: '' }))]])('%j are no tags', (tags) => {
  expect(() => reader({ Tags: tags }).tags('Tags')).toThrow(/expected/);
});

test('what is left over is named, with what is known and what to do', () => {
  const properties = reader({ A: 'x', Old: 'y', Older: 'z' });
  properties.text('A');
  properties.optionalText('B');
  expect(() => properties.finish()).toThrow(/Unknown properties Old, Older of Custom::Thing; known: A, B\. .*older or newer.*deploy both with the same version/);
});

test("CloudFormation's own properties are no surprise", () => {
  expect(() => reader({}).finish()).not.toThrow();
});
