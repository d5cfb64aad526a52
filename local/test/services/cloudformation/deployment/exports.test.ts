import type { JsonObject } from '../../../../src/core/json';
import { thing, Workbench } from '../workbench';

const exporting = (value: unknown, name = 'shared'): JsonObject => ({ Outputs: { O: { Value: value as string, Export: { Name: name } } } });
const importing = { B: thing({ Link: { 'Fn::ImportValue': 'shared' } }) };

test('an export is read by other stacks and protected by them', async () => {
  const bench = new Workbench();
  await expect(bench.deploy(importing, {}, 'Reader')).rejects.toThrow('No export named shared found.');
  await bench.deploy({ A: thing({ Name: '1' }) }, exporting({ Ref: 'A' }), 'Owner');
  await bench.deploy(importing, {}, 'Reader');
  expect(bench.things.existing.get('thing-2')).toEqual({ Link: 'thing-1' });

  await expect(bench.deploy({ A: thing() }, exporting('x'), 'Third')).rejects.toThrow('Export with name shared is already exported by stack Owner');
  await expect(bench.deploy({ A: thing({ Name: '1' }) }, {}, 'Owner')).rejects.toThrow('Export shared cannot be deleted as it is in use by Reader');
  await expect(bench.destroy('Owner')).rejects.toThrow('Export shared cannot be deleted as it is in use by Reader');
  const changed = await bench.deploy({ A: thing({ Name: '2' }) }, exporting({ Ref: 'A' }), 'Owner');
  expect(changed).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Export shared cannot be updated as it is in use by Reader' });
  expect([...bench.things.existing.keys()].sort()).toEqual(['thing-1', 'thing-2']);

  await bench.destroy('Reader');
  expect((await bench.destroy('Owner')).result).toBe('deleted');
});

test('an output that cannot be resolved rolls the stack back', async () => {
  const bench = new Workbench();
  bench.account.resourceTypes.set('AWS::Test::Vague', { ...vague(bench), typeName: 'AWS::Test::Vague' });
  const outcome = await bench.deploy({ A: { Type: 'AWS::Test::Vague' } }, { Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Missing'] } } } });
  expect(outcome).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('does not support attribute type Missing') });
  expect(bench.things.existing.size).toBe(0);
});

function vague(bench: Workbench) {
  const { things } = bench;
  return {
    properties: [],
    createOnly: [],
    create: things.create.bind(things),
    update: things.update.bind(things),
    delete: things.delete.bind(things),
  };
}
