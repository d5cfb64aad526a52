import { nodeFlags } from '../../../src/services/lambda/node-flags';

test.each([
  [128, ['--max-semi-space-size=6', '--max-old-space-size=116']],
  [256, ['--max-semi-space-size=12', '--max-old-space-size=231']],
  [1024, ['--max-semi-space-size=51', '--max-old-space-size=922']],
])('of %d MB a tenth is for new objects', (memorySize, flags) => {
  expect(nodeFlags({ memorySize, variables: { NODE_OPTIONS: '--enable-source-maps' } })).toEqual(flags);
});

test.each(['--max-old-space-size=96', '--enable-source-maps --max_semi_space_size=6'])('a function with NODE_OPTIONS of %s limits itself', (options) => {
  expect(nodeFlags({ memorySize: 128, variables: { NODE_OPTIONS: options } })).toEqual([]);
});
