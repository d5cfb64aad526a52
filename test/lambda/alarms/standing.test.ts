import { unwanted } from '../../../lambda/alarms/standing';
import type { Stacks } from '../../../lambda/aws/cloudformation';
import type { ResourceRequest } from '../../../lambda/cloudformation/resource-handler';

const SENT_AT = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

const request: ResourceRequest<unknown> = {
  type: 'Update',
  stackId: 'arn:stack',
  logicalId: 'Cpu',
  requestId: 'request',
  physicalId: 'cpu',
  properties: {},
  sentAtKnown: true,
  sentAt: SENT_AT,
  log: () => undefined,
};

function stacks(changedAt: number): Stacks {
  return {
    resource: async () => ({ status: 'UPDATE_IN_PROGRESS', physicalId: 'cpu', changedAt }),
    stackStatus: async () => 'UPDATE_IN_PROGRESS',
    operationBegun: async () => SENT_AT,
  };
}

const later = { now: SENT_AT + 5 * MINUTE, attempt: 3, stepAge: 5 * MINUTE, requestAge: 5 * MINUTE };

test('an update that still waits is wanted', async () => {
  await expect(unwanted(request, 'cpu', stacks(SENT_AT), {}, later)).resolves.toBeUndefined();
});

test('an update that was given up ends when the next one is under way: it would write over it', async () => {
  await expect(unwanted(request, 'cpu', stacks(SENT_AT + 4 * MINUTE), {}, later)).resolves.toMatchObject({ type: 'abandon' });
});
