import type { App } from 'aws-cdk-lib';
import { readAssembly } from 'cdk-local-cloud/engine';
import { validatedApp } from '../../support/validated-app';
import { REGION, type TestCloud } from '../support/test-cloud';

/** Deploys an app with one stack, as its author wrote it. */
export async function deployApp(cloud: TestCloud, define: (app: App) => unknown): Promise<void> {
  const app = validatedApp();
  define(app);
  const [stack] = readAssembly(app.synth().directory, { accountId: cloud.cloud.account.id, region: REGION });
  expect((await cloud.deployTemplate(stack)).outcome).toMatchObject({ result: 'deployed' });
}
