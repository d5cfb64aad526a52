import { checkPattern, matchesPattern } from '../../../src/services/events/event-pattern';

const EVENT = {
  'source': 'cdk-lightsail',
  'detail-type': 'Lightsail Database Start Succeeded',
  'resources': ['arn:one', 'arn:two'],
  'detail': { schedule: 'Morning', seconds: 312, nothing: null, target: { name: 'shop-db', tags: ['a', 'b'] } },
};

describe('event patterns', () => {
  test.each<[string, object, boolean]>([
    ['a value of the list', { source: ['other', 'cdk-lightsail'] }, true],
    ['no value of the list', { source: ['other'] }, false],
    ['all fields', { 'source': ['cdk-lightsail'], 'detail-type': ['Lightsail Database Start Succeeded'] }, true],
    ['not all fields', { 'source': ['cdk-lightsail'], 'detail-type': ['Other'] }, false],
    ['a nested field', { detail: { target: { name: ['shop-db'] } } }, true],
    ['a nested field that differs', { detail: { target: { name: ['crm-db'] } } }, false],
    ['a field that is not there', { detail: { missing: ['x'] } }, false],
    ['null', { detail: { nothing: [null] } }, true],
    ['one of a list in the event', { resources: ['arn:two'] }, true],
    ['none of a list in the event', { detail: { target: { tags: ['c'] } } }, false],
    ['prefix', { 'detail-type': [{ prefix: 'Lightsail Database' }] }, true],
    ['prefix that differs', { 'detail-type': [{ prefix: 'EC2' }] }, false],
    ['suffix', { 'detail-type': [{ suffix: 'Succeeded' }] }, true],
    ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'CDK-LIGHTSAIL' }] }, true],
    ['wildcard', { 'detail-type': [{ wildcard: 'Lightsail * Succeeded' }] }, true],
    ['anything-but', { detail: { schedule: [{ 'anything-but': ['Night'] }] } }, true],
    ['anything-but that hits', { detail: { schedule: [{ 'anything-but': 'Morning' }] } }, false],
    ['anything-but a prefix', { detail: { schedule: [{ 'anything-but': { prefix: 'Morn' } }] } }, false],
    ['exists', { detail: { schedule: [{ exists: true }] } }, true],
    ['exists not, and does', { detail: { schedule: [{ exists: false }] } }, false],
    ['exists not', { detail: { missing: [{ exists: false }] } }, true],
    ['numeric', { detail: { seconds: [{ numeric: ['>', 300, '<=', 312] }] } }, true],
    ['numeric outside', { detail: { seconds: [{ numeric: ['<', 300] }] } }, false],
    ['numeric of a text', { detail: { schedule: [{ numeric: ['>', 0] }] } }, false],
    ['$or', { detail: { $or: [{ schedule: ['Night'] }, { seconds: [312] }] } }, true],
    ['$or of nothing that holds', { detail: { $or: [{ schedule: ['Night'] }, { seconds: [1] }] } }, false],
  ])('%s', (_, pattern, expected) => {
    expect(matchesPattern(pattern as Record<string, unknown>, EVENT)).toBe(expected);
  });

  test.each<[string, object, RegExp]>([
    ['an empty pattern', {}, /Empty pattern/],
    ['a value that is no list', { source: 'cdk-lightsail' }, /"source" must be an object or an array/],
    ['an operator that is not known, by name', { source: [{ cidr: '10.0.0.0/8' }] }, /operator 'cidr'/],
  ])('refuses %s', (_, pattern, message) => {
    const check = () => {
      checkPattern(pattern as Record<string, unknown>);
      matchesPattern(pattern as Record<string, unknown>, EVENT);
    };
    expect(check).toThrow(message);
  });
});
