import { type RequestStatus, requestStatus, type StatusEvidence } from '../../../lambda/cloudformation/request-status';

const SENT = Date.UTC(2026, 0, 1);
const BEFORE = SENT - 60_000;
const AFTER = SENT + 60_000;

type Row = readonly [
  expected: RequestStatus, why: string, stack: string | undefined, resource: string | undefined, more?: Partial<{
    changedAt: number; physicalId: string; operationBegun: number; newPhysicalId: string; sentByRollback: boolean;
  }>,
];

function evidence(type: 'Create' | 'Update' | 'Delete', [, , stack, resource, more = {}]: Row): StatusEvidence {
  const { changedAt = SENT, operationBegun = BEFORE, newPhysicalId = type === 'Create' ? 'new' : 'current', sentByRollback, physicalId } = more;
  return {
    request: { type, sentAt: SENT, ...type !== 'Create' && { physicalId: 'current' } },
    newPhysicalId,
    sentByRollback,
    stack: stack === undefined ? undefined : { status: stack, operationBegun },
    resource: resource === undefined ? undefined : { status: resource, changedAt, physicalId: physicalId ?? (type === 'Create' ? undefined : 'current') },
  };
}

function rows(type: 'Create' | 'Update' | 'Delete', table: readonly Row[]): void {
  describe(type, () => {
    test.each(table.map((row) => [row[0], row[1], row] as const))('%s: %s', (expected, _, row) => {
      expect(requestStatus(evidence(type, row))).toBe(expected);
    });
  });
}

const NOTHING_PROVES_IT: readonly Row[] = [
  ['pending', 'CloudFormation knows nothing', undefined, undefined],
  ['pending', 'the resource is not known yet', 'CREATE_IN_PROGRESS', undefined],
  ['pending', 'the resource is not known, the stack is updated', 'UPDATE_IN_PROGRESS', undefined],
  ['pending', 'statuses that nobody foresaw', 'MOON_IN_PROGRESS', 'MOON_COMPLETE'],
  ['pending', 'a stack status without a known end', 'REVIEWING', undefined],
];

rows('Create', [
  ...NOTHING_PROVES_IT,
  ['pending', 'it goes on', 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS'],
  ['pending', 'the creation is initiated: a later event, with an id', 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', { changedAt: AFTER, physicalId: 'new' }],
  ['pending', 'the resource is at it, whatever the time of the stack says', 'UPDATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', { operationBegun: AFTER }],
  ['pending', 'the status is of an earlier life of the resource', 'UPDATE_IN_PROGRESS', 'DELETE_COMPLETE', { changedAt: BEFORE }],
  ['pending', 'likewise, with an id', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', { changedAt: BEFORE, physicalId: 'old' }],
  ['answered', 'it is made', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE', { changedAt: AFTER, physicalId: 'new' }],
  ['answered', 'it has been changed since', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { changedAt: AFTER, physicalId: 'new' }],
  ['answered', 'it left the stack and was kept', 'UPDATE_COMPLETE', 'DELETE_SKIPPED', { changedAt: AFTER, physicalId: 'new' }],
  ['answered', 'the stack does nothing, and does not know the resource: what there is was left on purpose', 'UPDATE_COMPLETE', undefined],
  ['answered', 'likewise in a later update', 'UPDATE_IN_PROGRESS', undefined, { operationBegun: AFTER }],
  ['cancelled', 'the creation has failed', 'CREATE_IN_PROGRESS', 'CREATE_FAILED', { changedAt: AFTER }],
  ['cancelled', 'it is being deleted', 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS', { changedAt: AFTER, physicalId: 'Stack-Id-aBcDeFgHiJkL' }],
  ['cancelled', 'the stack rolls back, the resource is not known', 'ROLLBACK_IN_PROGRESS', undefined],
  ['cancelled', 'the stack rolls back, the description lags', 'UPDATE_ROLLBACK_IN_PROGRESS', 'CREATE_IN_PROGRESS'],
  ['cancelled', 'a nested stack goes with its parent', 'DELETE_IN_PROGRESS', 'CREATE_IN_PROGRESS'],
  ['cancelled', 'the stack is gone', 'DELETE_COMPLETE', undefined],
  ['cancelled', 'the next deployment makes the resource', 'UPDATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', { changedAt: AFTER, operationBegun: AFTER }],
]);

rows('Update', [
  ...NOTHING_PROVES_IT,
  ['pending', 'it goes on', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'],
  ['pending', 'the resource is at it, whatever the time of the stack says', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { operationBegun: AFTER }],
  ['pending', 'the description lags', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', { changedAt: BEFORE }],
  ['pending', 'CloudFormation notes that a new physical resource is needed', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { changedAt: AFTER, newPhysicalId: 'new' }],
  ['pending', 'the rollback sent it', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { sentByRollback: true }],
  ['pending', 'a rollback counts as an operation of its own, and sent it', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { sentByRollback: true, operationBegun: SENT - 1000 }],
  ['pending', 'the stack rolls back, and nothing says what sent it', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS'],
  ['answered', 'it is done', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', { changedAt: AFTER }],
  ['answered', 'it is replaced', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', { changedAt: AFTER, physicalId: 'new', newPhysicalId: 'new' }],
  ['answered', 'the stack does nothing', 'UPDATE_COMPLETE', undefined, { newPhysicalId: 'new' }],
  ['cancelled', 'it was given up', 'UPDATE_IN_PROGRESS', 'UPDATE_FAILED', { changedAt: AFTER }],
  ['cancelled', 'a rollback takes it back, and has the resource at what it was', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', { changedAt: AFTER, newPhysicalId: 'new' }],
  ['cancelled', 'a rollback takes it back', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { sentByRollback: false, newPhysicalId: 'new' }],
  ['cancelled', 'a rollback sent another one', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { changedAt: AFTER, newPhysicalId: 'new' }],
  ['cancelled', 'the next deployment is under way', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', { changedAt: AFTER, operationBegun: AFTER, newPhysicalId: 'new' }],
]);

rows('Delete', [
  ...NOTHING_PROVES_IT,
  ['pending', 'it goes on', 'DELETE_IN_PROGRESS', 'DELETE_IN_PROGRESS'],
  ['pending', 'the description lags', 'DELETE_IN_PROGRESS', 'CREATE_COMPLETE', { changedAt: BEFORE }],
  ['pending', 'the description of a cancelled creation lags', 'ROLLBACK_IN_PROGRESS', 'CREATE_IN_PROGRESS'],
  ['pending', 'a clean-up: the description is that of the replacement', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE', { changedAt: AFTER, physicalId: 'new' }],
  ['pending', 'an earlier try failed', 'DELETE_IN_PROGRESS', 'DELETE_FAILED', { changedAt: BEFORE }],
  ['answered', 'it is done', 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE', { changedAt: AFTER }],
  ['answered', 'it has failed', 'DELETE_IN_PROGRESS', 'DELETE_FAILED', { changedAt: AFTER }],
  ['answered', 'the name is in use again', 'UPDATE_IN_PROGRESS', 'CREATE_COMPLETE', { changedAt: AFTER }],
  ['answered', 'the next deployment is under way', 'UPDATE_IN_PROGRESS', undefined, { operationBegun: AFTER }],
  ['answered', 'the stack is gone', 'DELETE_COMPLETE', undefined],
]);
