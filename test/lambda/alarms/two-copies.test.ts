import { alarmEvent, alarms, call, contactEvent, contactMethods, created, type Values } from './alarm-events';
import type { CloudFormationEvent } from '../../../lambda/cloudformation/event';
import { REGION, Stage } from '../support/stage';
import { invokeTwoCopies } from '../support/two-copies';

const NAME = 'web-cpu';
const BY_HAND = {
  alarmName: NAME,
  metricName: 'NetworkIn',
  monitoredResourceName: 'web',
  comparisonOperator: 'LessThanThreshold',
  threshold: 1,
  evaluationPeriods: 1,
  tags: [{ key: 'team', value: 'old' }],
};
const OURS: Values = { AlarmName: NAME, Tags: [{ Key: 'team', Value: 'shop' }] };
const ADOPTING: Values = { ...OURS, AdoptExisting: 'true' };

interface Case {
  readonly title: string;
  /** What there is to be in the end. */
  readonly expected: unknown;
  /** What there is before. */
  prepare(stage: Stage): Promise<unknown>;
  event(stage: Stage): CloudFormationEvent;
  result(stage: Stage): Promise<unknown>;
}

async function retained(stage: Stage, request: CloudFormationEvent): Promise<void> {
  await created(stage, request);
  stage.resources.delete(request.LogicalResourceId);
  stage.stack = 'UPDATE_IN_PROGRESS';
}

const shown = async (stage: Stage) => (await alarms(stage)).map(({ name, threshold, tags }) => (
  [name, threshold, (tags as Array<{ key: string; value: string }>).find(({ key }) => key === 'team')?.value]
)).sort();
const endpoints = async (stage: Stage) => (await contactMethods(stage)).map(({ contactEndpoint }) => contactEndpoint);
const OTHER_ADDRESS: Values = { Endpoint: 'dev@example.com' };

const CASES: Case[] = [
  {
    title: 'an alarm is made',
    prepare: async () => undefined,
    event: (stage) => alarmEvent(stage, 'Create', OURS),
    result: shown,
    expected: [[NAME, 80, 'shop']],
  },
  {
    title: 'an alarm is adopted',
    prepare: async (stage) => call(stage, 'PutAlarm', BY_HAND),
    event: (stage) => alarmEvent(stage, 'Create', ADOPTING),
    result: async (stage) => {
      const adopted = await shown(stage);
      stage.stack = 'ROLLBACK_IN_PROGRESS';
      await stage.send(alarmEvent(stage, 'Delete', ADOPTING, { PhysicalResourceId: NAME }));
      return [...adopted, ...await shown(stage)];
    },
    expected: [[NAME, 80, 'shop'], [NAME, 1, 'old']],
  },
  {
    title: 'an alarm of an earlier deployment is taken up again',
    prepare: async (stage) => retained(stage, alarmEvent(stage, 'Create', { ...OURS, Threshold: '5' })),
    event: (stage) => alarmEvent(stage, 'Create', OURS),
    result: async (stage) => {
      const now = await shown(stage);
      stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
      await stage.send(alarmEvent(stage, 'Delete', OURS, { PhysicalResourceId: NAME }));
      return [...now, ...await shown(stage)];
    },
    expected: [[NAME, 80, 'shop'], [NAME, 5, 'shop']],
  },
  {
    title: 'an alarm is changed',
    prepare: async (stage) => created(stage, alarmEvent(stage, 'Create', OURS)),
    event: (stage) => alarmEvent(stage, 'Update', { ...OURS, Threshold: '5', Tags: [] }, {
      PhysicalResourceId: NAME, OldResourceProperties: alarmEvent(stage, 'Create', OURS).ResourceProperties,
    }),
    result: shown,
    expected: [[NAME, 5, undefined]],
  },
  {
    title: 'an alarm is renamed, to one that is adopted',
    prepare: async (stage) => {
      await call(stage, 'PutAlarm', BY_HAND);
      await created(stage, alarmEvent(stage, 'Create', { ...OURS, AlarmName: 'former' }));
    },
    event: (stage) => alarmEvent(stage, 'Update', ADOPTING, { PhysicalResourceId: 'former' }),
    result: shown,
    expected: [['former', 80, 'shop'], [NAME, 80, 'shop']],
  },
  {
    title: 'an alarm is deleted',
    prepare: async (stage) => {
      await created(stage, alarmEvent(stage, 'Create', OURS));
      stage.stack = 'DELETE_IN_PROGRESS';
    },
    event: (stage) => alarmEvent(stage, 'Delete', OURS, { PhysicalResourceId: NAME }),
    result: shown,
    expected: [],
  },
  {
    title: 'an adopted alarm is restored',
    prepare: async (stage) => {
      await call(stage, 'PutAlarm', BY_HAND);
      await created(stage, alarmEvent(stage, 'Create', ADOPTING));
      stage.stack = 'ROLLBACK_IN_PROGRESS';
    },
    event: (stage) => alarmEvent(stage, 'Delete', ADOPTING, { PhysicalResourceId: NAME }),
    result: shown,
    expected: [[NAME, 1, 'old']],
  },
  {
    title: 'a contact method is made',
    prepare: async () => undefined,
    event: (stage) => contactEvent(stage, 'Create'),
    result: endpoints,
    expected: ['ops@example.com'],
  },
  {
    title: 'a contact method of an earlier deployment is used again, and let go',
    prepare: async (stage) => retained(stage, contactEvent(stage, 'Create')),
    event: (stage) => contactEvent(stage, 'Create'),
    result: async (stage) => {
      stage.stack = 'UPDATE_ROLLBACK_IN_PROGRESS';
      await stage.send(contactEvent(stage, 'Delete', {}, { PhysicalResourceId: 'Email' }));
      return endpoints(stage);
    },
    expected: ['ops@example.com'],
  },
  {
    title: 'a contact method gets another address',
    prepare: async (stage) => created(stage, contactEvent(stage, 'Create')),
    event: (stage) => contactEvent(stage, 'Update', OTHER_ADDRESS, { PhysicalResourceId: 'Email' }),
    result: endpoints,
    expected: ['dev@example.com'],
  },
  {
    title: 'a contact method is deleted',
    prepare: async (stage) => created(stage, contactEvent(stage, 'Create')),
    event: (stage) => contactEvent(stage, 'Delete', {}, { PhysicalResourceId: 'Email' }),
    result: endpoints,
    expected: [],
  },
];

/** Returns how many calls the first copy made. */
async function run({ prepare, event, result, expected }: Case, at: number, when: 'before' | 'after'): Promise<number> {
  const stage = new Stage();
  stage.lightsail.seedInstance(REGION, 'web');
  await prepare(stage);
  const request = event(stage);
  stage.resources.set(request.LogicalResourceId, { status: `${request.RequestType.toUpperCase()}_IN_PROGRESS`, physicalId: request.PhysicalResourceId });
  const calls = await invokeTwoCopies({ ...stage, at, when, invoke: async () => stage.invoke(request) });
  await stage.settle();
  const statuses = stage.answers.filter(({ RequestId }) => RequestId === request.RequestId).map(({ Status, Reason }) => Reason ?? Status);
  expect([at, when, new Set(statuses)]).toEqual([at, when, new Set(['SUCCESS'])]);
  expect([at, when, await result(stage)]).toEqual([at, when, expected]);
  return calls;
}

test.each(CASES)('two copies of an event at the same moment: $title', async (example) => {
  for (const when of ['before', 'after'] as const) {
    for (let at = 1, calls = 1; at <= calls; at++) calls = await run(example, at, when);
  }
});
