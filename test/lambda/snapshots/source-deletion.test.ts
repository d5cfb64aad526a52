import type { StackResource } from '../../../lambda/aws/cloudformation';
import { decideSourceDeletion } from '../../../lambda/snapshots/source-deletion';

interface World {
  readonly status?: string;
  readonly resource?: StackResource;
  readonly template?: readonly string[];
}

const CLEANUP = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';

function decide({ status, resource, template }: World) {
  return decideSourceDeletion({ stackId: 'arn' }, { name: 'shop-db', logicalId: 'Database' }, {
    stack: async () => (status === undefined ? undefined : { status }), resource: async () => resource,
  }, { logicalIds: async () => template });
}

const deleted: Array<[name: string, world: World, because: string]> = [
  ['the stack is being deleted', { status: 'DELETE_IN_PROGRESS' }, 'the stack is being deleted'],
  ['CloudFormation left it alone', { status: CLEANUP, resource: { status: 'DELETE_SKIPPED', physicalId: 'shop-db' } }, 'it left the template'],
  ['another one took its place', { status: CLEANUP, resource: { status: 'UPDATE_COMPLETE', physicalId: 'shop-db-2' } }, 'it was replaced by shop-db-2'],
  ['the template lacks it', { status: CLEANUP, template: ['Other'] }, 'it is no longer in the template'],
  ['the template lacks it, though its status is old', { status: CLEANUP, resource: { status: 'CREATE_COMPLETE', physicalId: 'shop-db' }, template: [] },
    'it is no longer in the template'],
];

test.each(deleted)('%s: deleted', async (_, world, because) => {
  expect(await decide(world)).toEqual({ type: 'delete', because });
});

const kept: Array<[name: string, world: World, because: string | RegExp]> = [
  ['the template has it', { status: CLEANUP, resource: { status: 'UPDATE_COMPLETE', physicalId: 'shop-db' }, template: ['Database'] }, 'the template still has it'],
  ['CloudFormation does not know it', { status: CLEANUP, template: ['Database'] }, 'the template still has it'],
  ['nothing is known of it', { status: CLEANUP }, 'the template cannot be read'],
  ['the names differ by case alone', { status: CLEANUP, resource: { status: 'CREATE_COMPLETE', physicalId: 'Shop-DB' }, template: ['Database'] }, 'the template still has it'],
  ['another one is being made', { status: CLEANUP, resource: { status: 'UPDATE_IN_PROGRESS', physicalId: 'shop-db-2' }, template: ['Database'] }, 'the template still has it'],
  ['another one was skipped', { status: CLEANUP, resource: { status: 'DELETE_SKIPPED', physicalId: 'older-db' }, template: ['Database'] }, 'the template still has it'],
  ['the stack is unknown', {}, 'the stack is in no known state'],
  ...['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_FAILED', 'DELETE_COMPLETE']
    .map((status): [string, World, string] => [
      `the stack is in ${status}`, { status, resource: { status: 'DELETE_SKIPPED', physicalId: 'shop-db' }, template: [] }, `the stack is in ${status}`,
    ]),
];

test.each(kept)('%s: kept', async (_, world, because) => {
  expect(await decide(world)).toEqual({ type: 'keep', because });
});
