import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type AssemblyStack, readAssembly } from 'cdk-local-cloud/engine';
import { Database, DatabaseSnapshot, FinalSnapshot, type ILightsailProvider, LightsailProvider, SnapshotSource } from '../../../src';
import { validatedApp } from '../../support/validated-app';
import { addAlarm, INSTANCE } from '../support/alarm-stacks';
import { failures, REGION, TestCloud } from '../support/test-cloud';

let cloud: TestCloud;
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-lightsail-'));
  cloud = new TestCloud();
  cloud.cloud.lightsail.seedInstance(REGION, INSTANCE);
  cloud.cloud.lightsail.seedDatabase(REGION, 'shop-db');
});
afterEach(async () => {
  await cloud.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** An app with a platform, whose provider is shared, and a shop, which always has an alarm: in the order of deployment. */
function stacks(define: (shop: Stack, provider: ILightsailProvider) => void): AssemblyStack[] {
  const outdir = fs.mkdtempSync(path.join(folder, 'cdk.out-'));
  const app = validatedApp({ outdir });
  const [platform, shop] = ['Platform', 'Shop'].map((id) => new Stack(app, id, { env: { region: REGION } }));
  const provider = new LightsailProvider(platform, 'Provider', { shared: true });
  addAlarm(shop, { provider });
  define(shop, provider);
  app.synth();
  const synthesized = readAssembly(outdir, { accountId: cloud.cloud.account.id, region: REGION });
  return ['Platform', 'Shop'].flatMap((name) => synthesized.filter(({ stackName }) => stackName === name));
}

/** The platform first: that is what `cdk deploy --all` does. */
async function deployAll(define: (shop: Stack, provider: ILightsailProvider) => void): Promise<string[]> {
  const problems: string[] = [];
  for (const stack of stacks(define)) {
    const deployment = await cloud.deployTemplate(stack);
    expect(['deployed', 'unchanged']).toContain(deployment.outcome.result);
    problems.push(...failures(deployment));
  }
  return problems;
}

test('the last snapshot of a stack is deleted though the platform is deployed without it first', async () => {
  const snapshot = (shop: Stack, provider: ILightsailProvider) => {
    new DatabaseSnapshot(shop, 'Release', { provider, database: Database.fromDatabaseName(shop, 'Db', 'shop-db'), removalPolicy: RemovalPolicy.DESTROY });
  };
  expect(await deployAll(snapshot)).toEqual([]);
  expect(cloud.names('RelationalDatabaseSnapshot')).toHaveLength(1);
  expect(await deployAll(() => undefined)).toEqual([]);
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual([]);
  await cloud.settle();
});

test('the last final snapshot of a stack is taken though the platform is deployed without it first', async () => {
  const final = (shop: Stack, provider: ILightsailProvider) => {
    new FinalSnapshot(shop, 'Final', { provider, source: SnapshotSource.database(Database.fromDatabaseName(shop, 'Db', 'shop-db')) });
  };
  expect(await deployAll(final)).toEqual([]);
  expect(await deployAll(() => undefined)).toEqual([]);
  expect(cloud.names('RelationalDatabaseSnapshot')).toEqual([expect.stringMatching(/^shop-db-final-/)]);
  await cloud.settle();
});
