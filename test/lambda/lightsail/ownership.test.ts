import { isOwnedByRequest, isOwnedByResource, ownershipTags, tagChanges } from '../../../lambda/lightsail/ownership';

const stack = (id: string) => `arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/${id}`;
const owner = { stackId: stack('1'), logicalId: 'Release', requestId: 'request-1' };
const tags = ownershipTags(owner, 'trigger');

test('ours is what this resource of this very stack made', () => {
  expect(isOwnedByResource(tags, owner)).toBe(true);
  expect(isOwnedByResource(tags, { ...owner, logicalId: 'Release2' })).toBe(false);
  // A stack that was deleted and made anew has the same name, and another id.
  expect(isOwnedByResource(tags, { ...owner, stackId: stack('2') })).toBe(false);
  expect(isOwnedByResource(tags, { ...owner, stackId: `${stack('1')}1` })).toBe(false);
  expect(isOwnedByResource({}, owner)).toBe(false);
});

test('of a request is what no other request of the resource made', () => {
  expect(isOwnedByRequest(tags, owner)).toBe(true);
  expect(isOwnedByRequest(tags, { ...owner, requestId: 'request-2' })).toBe(false);
  expect(isOwnedByRequest(tags, { ...owner, stackId: stack('2') })).toBe(false);
});

test('tags that left the template go; ours, and those set by hand, stay', () => {
  const present = { ...tags, 'by-hand': 'x', 'old': '1', 'kept': '1' };
  expect(tagChanges(present, { old: '1', kept: '1', gone: '1' }, { kept: '2', fresh: '1' })).toEqual({ set: { kept: '2', fresh: '1' }, remove: ['old'] });
  // An older template may have declared one of them before that was refused.
  expect(tagChanges(present, tags, {})).toEqual({ set: {}, remove: [] });
});

test('tags may be called as members of every object are', () => {
  const named = { constructor: 'x', toString: 'y' } as unknown as Record<string, string>;
  expect(tagChanges(named, named, {})).toEqual({ set: {}, remove: ['constructor', 'toString'] });
  expect(tagChanges({}, named, {})).toEqual({ set: {}, remove: [] });
});
