import { Machines, only } from './machines';
import type { Json } from '../../../src/core/json';
import { TestCloud } from '../lambda/cloud';

let cloud: TestCloud;
let machines: Machines;
beforeEach(() => {
  cloud = new TestCloud();
  machines = new Machines(cloud);
});
afterEach(async () => {
  await cloud.close();
  // What a state machine does wrong is its own failure, and no defect of the local cloud.
  cloud.account.defects.assertNone();
});

const run = (expression: string, input: Json = { text: '1', no: 'xx' }) => machines.run(only({ Type: 'Pass', Parameters: { 'x.$': expression } }), input);

test.each<[string, Json]>([
  ['States.MathAdd(111, -1)', 110],
  ['States.MathAdd($.half, 2)', 4],
  ["States.ArrayLength(States.Array(1, 'a'))", 2],
  ["States.Format('\\{\\} is {}', 'it')", '{} is it'],
  ['States.Format($.template, 1)', 'a {} b 1'],
  ["States.Hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
  ["States.Hash('a', 'SHA-1')", '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
  ['States.ArrayPartition(States.Array(1, 2, 3), 2)', [[1, 2], [3]]],
  ['States.ArrayRange(1, 9, 4)', [1, 5, 9]],
  ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
  ["States.StringSplit('1,2+3', ',+')", ['1', '2', '3']],
  ["States.Array('it\\'s')", ["it's"]],
])('%s', async (expression, value) => {
  expect(await run(expression, { template: 'a \\{\\} b {}', half: 1.5 })).toMatchObject({ status: 'SUCCEEDED', output: { x: value } });
});

test.each([
  ['States.MathAdd($.text, 2)', 'argument 1 must be a number'],
  ["States.Hash('a')", 'it takes 2 arguments, got 1'],
  ["States.ArrayLength('xx')", 'argument 1 must be an array'],
  ["States.ArrayContains('xx', 'x')", 'argument 1 must be an array'],
  ["States.ArrayGetItem('xx', 0)", 'argument 1 must be an array'],
  ['States.ArrayUnique(1)', 'argument 1 must be an array'],
  ["States.Hash('a', 'FOO')", 'the algorithm must be one of MD5, SHA-1'],
  ["States.Hash('a', 'constructor')", 'the algorithm must be one of MD5, SHA-1'],
  ['States.Base64Encode(1)', 'argument 1 must be a string'],
  ['States.JsonMerge(1, 2, false)', 'argument 1 must be an object'],
  ['States.StringToJson(1)', 'argument 1 must be a string'],
  ["States.StringSplit(1, ',')", 'argument 1 must be a string'],
  ["States.Format('{} {}', 1)", 'too few arguments'],
  ["States.Format('{}', 1, 2)", 'too many arguments'],
  ['States.ArrayRange(1, 5000, 1)', 'more than 1000 members'],
  ['States.ArrayPartition(States.Array(1), 0)', 'the size of a part must be a positive number'],
])('%s fails', async (expression, reason) => {
  expect(await run(expression)).toMatchObject({ status: 'FAILED', error: 'States.IntrinsicFailure', cause: expect.stringContaining(reason) });
});
