import { allPages } from '../../../lambda/lightsail/paging';

test('all pages are read, also one that is empty or has no list', async () => {
  const pages = [['a'], [], undefined, ['b']];
  const tokens: Array<string | undefined> = [];
  const all = await allPages(async (token) => {
    const page = tokens.push(token) - 1;
    return { items: pages[page], nextPageToken: page < 3 ? `t${page}` : '' };
  });
  expect(all).toEqual(['a', 'b']);
  expect(tokens).toEqual([undefined, 't0', 't1', 't2']);
});

test('a token that comes back unchanged is an error: what follows is not known not to be there', async () => {
  await expect(allPages(async () => ({ items: ['a'], nextPageToken: 't' }))).rejects.toThrow('the same page token twice after 2 items');
});
