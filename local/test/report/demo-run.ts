import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, CfnParameter, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Cloud } from '../../src/cloud';
import { beginRun, collectRun, type RunRecord } from '../../src/report';
import { readAssembly } from '../../src/services/cloudformation';

export const HOSTILE = '</script><img src=x onerror=alert(1)>';
export const SECRET = 'correct-horse-battery';
export const BEGINNING = Date.UTC(2030, 0, 7, 8);
const REGION = 'eu-central-1';
const HOUR = 3_600_000;

const JOB = `
const { LambdaClient, ListFunctionsCommand } = require('@aws-sdk/client-lambda');
exports.handler = async (event) => {
  console.log(${JSON.stringify(HOSTILE)});
  console.log('the password is ' + process.env.ADMIN_PASSWORD + ', the key ' + process.env.AWS_ACCESS_KEY_ID);
  try { await new LambdaClient({ maxAttempts: 1 }).send(new ListFunctionsCommand({})); } catch (error) { console.log(error.name); }
};`;

const BROKEN = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); throw new TypeError("no answer"); };';

/** An app that works, with schedules, and one that does not. */
export function demoApp(outdir: string): void {
  const app = new App({ outdir });
  const env = { region: REGION };
  const shop = new Stack(app, 'Shop', { env });
  const password = new CfnParameter(shop, 'Password', { noEcho: true, default: SECRET });
  new lightsail.CfnInstance(shop, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0', availabilityZone: 'eu-central-1a' });
  const job = new lambda.Function(shop, 'Job', {
    functionName: 'job',
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(JOB),
    // The client's warning holds the number of the process.
    environment: { ADMIN_PASSWORD: password.valueAsString, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const machine = new sfn.StateMachine(shop, 'Machine', {
    stateMachineName: 'patient',
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Wait(shop, 'Rest', { time: sfn.WaitTime.duration(Duration.minutes(1)) }).next(new sfn.Succeed(shop, 'Done'))),
  });
  const role = new iam.Role(shop, 'Role', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
  job.grantInvoke(role);
  machine.grantStartExecution(role);
  for (const [id, arn, minute] of [['Hourly', job.functionArn, 30], ['Patient', machine.stateMachineArn, 45]] as const) {
    new scheduler.CfnSchedule(shop, id, {
      name: id.toLowerCase(),
      scheduleExpression: `cron(${minute} * * * ? *)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn, roleArn: role.roleArn },
    }).node.addDependency(role);
  }

  const bad = new Stack(app, 'Bad', { env });
  const broken = new lambda.Function(bad, 'Broken', {
    functionName: 'broken', runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline(BROKEN),
  });
  new CustomResource(bad, 'Thing', { serviceToken: broken.functionArn, properties: { note: HOSTILE } });
  app.synth();
}

/** Deploys the app and lets two hours pass. */
export async function demoRun(): Promise<RunRecord> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-report-'));
  const cloud = new Cloud({ codeFolder: path.join(folder, 'code'), beginning: BEGINNING });
  try {
    const assembly = path.join(folder, 'cdk.out');
    demoApp(assembly);
    const beginning = beginRun(cloud);
    cloud.account.faults.inject({
      service: 'lightsail', operation: 'CreateInstances', effect: { type: 'error', code: 'InvalidInputException', message: 'Not today' }, times: 1,
    });
    const stacks = readAssembly(assembly, { accountId: cloud.account.id, region: REGION });
    // The first attempt meets the fault and is rolled back, the second one goes well.
    for (const stack of stacks.filter(({ stackName }) => stackName === 'Shop')) for (let attempt = 0; attempt < 2; attempt++) await cloud.deploy(stack);
    for (const stack of stacks.filter(({ stackName }) => stackName === 'Bad')) await cloud.deploy(stack);
    await cloud.advance(2 * HOUR);
    return collectRun(cloud, { beginning, title: `deploy ${HOSTILE}` });
  } finally {
    await cloud.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
