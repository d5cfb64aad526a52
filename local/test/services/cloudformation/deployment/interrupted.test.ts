import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cloud } from '../../../../src/cloud';
import type { AccountState } from '../../../../src/core/account';
import { cloudFormationState } from '../../../../src/services/cloudformation/state';

const REGION = 'eu-central-1';
const MINUTE = 60_000;

let folder: string;
const clouds: Cloud[] = [];
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'interrupted-')); });
afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin(state?: AccountState): Cloud {
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: Date.UTC(2030, 0, 1), state });
  clouds.push(cloud);
  return cloud;
}

/** The account as the next process finds it. */
const restarted = (cloud: Cloud) => begin(JSON.parse(JSON.stringify(cloud.account.state)) as AccountState);

/** A parameter, and a disk, for which CloudFormation waits. */
const stack = (value: string, disks: readonly string[]) => ({
  stackName: 'App',
  region: REGION,
  template: {
    Resources: {
      Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/setting', Type: 'String', Value: value } },
      ...Object.fromEntries(disks.map((name) => [name, {
        Type: 'AWS::Lightsail::Disk', DependsOn: 'Setting', Properties: { DiskName: name.toLowerCase(), SizeInGb: 8, AvailabilityZone: `${REGION}a` },
      }])),
    },
  },
});

const stackOf = (cloud: Cloud) => cloudFormationState(cloud.account).stacks[0];

async function call(cloud: Cloud, service: string, operation: string, input: Record<string, unknown>) {
  const { account } = cloud;
  return (await account.clock.runUntil(account.call({ service, region: REGION, operation, input, caller: account.root }))).output;
}

const status = async (cloud: Cloud) => ((await call(cloud, 'cloudformation', 'DescribeStacks', { StackName: 'App' })).Stacks as Array<{ StackStatus: string }>)[0].StackStatus;
const setting = async (cloud: Cloud) => ((await call(cloud, 'ssm', 'GetParameter', { Name: '/setting' })).Parameter as { Value: string }).Value;

test('a creation that was interrupted has failed, and the next deployment begins anew', async () => {
  const cloud = begin();
  cloud.cloudFormation.deployer.begin(stack('one', ['Data']), { background: true });
  await cloud.advance(1000);
  expect(await status(cloud)).toBe('CREATE_IN_PROGRESS');
  const next = restarted(cloud);
  expect(await status(next)).toBe('ROLLBACK_FAILED');
  const { events } = stackOf(next);
  expect(events.slice(-2).map(({ logicalId, status: of, reason }) => [logicalId, of, reason])).toEqual([
    ['Data', 'CREATE_FAILED', 'The local cloud ended while this was under way.'],
    ['App', 'ROLLBACK_FAILED', 'The local cloud ended while this was under way.'],
  ]);
  expect(await next.deploy(stack('one', ['Data']))).toMatchObject({ status: 'CREATE_COMPLETE' });
});

test('the rollback of an update that was interrupted can be continued', async () => {
  const cloud = begin();
  await cloud.deploy(stack('one', ['Data']));
  cloud.cloudFormation.deployer.begin(stack('two', ['Data', 'More']), { background: true });
  await cloud.advance(1000);
  expect([await status(cloud), await setting(cloud)]).toEqual(['UPDATE_IN_PROGRESS', 'two']);
  const next = restarted(cloud);
  expect(await status(next)).toBe('UPDATE_ROLLBACK_FAILED');
  await call(next, 'cloudformation', 'ContinueUpdateRollback', { StackName: 'App' });
  await next.advance(30 * MINUTE);
  expect([await status(next), await setting(next)]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'one']);
  expect(stackOf(next).interrupted).toBeUndefined();
  expect(Object.keys(stackOf(next).resources)).toEqual(['Setting', 'Data']);
});

test('a deletion that was interrupted can be repeated', async () => {
  const cloud = begin();
  await cloud.deploy(stack('one', ['Data']));
  await call(cloud, 'cloudformation', 'DeleteStack', { StackName: 'App' });
  expect(await status(cloud)).toBe('DELETE_IN_PROGRESS');
  const next = restarted(cloud);
  expect(await status(next)).toBe('DELETE_FAILED');
  expect(await next.destroy('App', REGION)).toMatchObject({ result: 'deleted' });
});

test('what an update replaced goes with the stack, if the cleanup was interrupted', async () => {
  const cloud = begin();
  const named = (name: string) => {
    const { template, ...rest } = stack('one', []);
    return { ...rest, template: { Resources: { ...template.Resources, Data: { Type: 'AWS::Lightsail::Disk', Properties: { DiskName: name, SizeInGb: 8, AvailabilityZone: `${REGION}a` } } } } };
  };
  await cloud.deploy(named('old'));
  cloud.cloudFormation.deployer.begin(named('new'), { background: true });
  for (let i = 0; i < 600 && await status(cloud) !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'; i++) await cloud.advance(1000);
  expect(await status(cloud)).toBe('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const next = restarted(cloud);
  expect(await status(next)).toBe('UPDATE_COMPLETE');
  await next.advance(10 * MINUTE);
  expect(await next.destroy('App', REGION)).toMatchObject({ result: 'deleted' });
  await next.advance(10 * MINUTE);
  expect(await call(next, 'lightsail', 'GetDisks', {})).toMatchObject({ disks: [] });
});
