import { type App, CfnOutput, CfnParameter, CustomResource, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

/** Two stacks, of which the second needs the first. */
function twoStacks(bundleId = 'nano_3_0'): (app: App) => void {
  return (app) => {
    const base = new Stack(app, 'Base');
    const web = new lightsail.CfnInstance(base, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId });
    new CfnOutput(base, 'Name', { value: web.ref });
    const top = new Stack(app, 'Top');
    new lightsail.CfnDisk(top, 'Data', { diskName: 'data', sizeInGb: 8 });
    top.addStackDependency(base);
  };
}

test('the life of an app: deployed, looked at, left alone, destroyed', async () => {
  const assembly = person.synthesizes(twoStacks());
  const deployed = await person.types(`deploy ${assembly}`);
  expect(deployed).toMatchObject({ code: 0, err: '' });
  expect(deployed.out).toMatch(/^Base: deploying\.\.\.\nBase \| +0\/1 \| \d\d:\d\d:\d\d \| CREATE_IN_PROGRESS /);
  expect(deployed.out).toMatch(/CREATE_COMPLETE +\| AWS::Lightsail::Instance +\| Web\n/);
  expect(deployed.out).toContain('\n ✅  Base\n\nOutputs:\nBase.Name = web\n');
  expect(deployed.out).toContain('\n ✅  Top\n');

  expect((await person.types('status')).out).toMatch(/Stacks:\n  us-east-1  Base  CREATE_COMPLETE\n  us-east-1  Top   CREATE_COMPLETE\n/);
  expect(await person.types(`deploy ${assembly}`)).toMatchObject({ code: 0, out: expect.stringContaining('✅  Base (no changes)') });

  const destroyed = await person.types(`destroy ${assembly}`);
  expect(destroyed.code).toBe(0);
  expect(destroyed.out.indexOf('Top: destroyed')).toBeLessThan(destroyed.out.indexOf('Base: destroyed'));
  expect((await person.types('status')).out).toMatch(/Stacks: none\n\nLightsail: none\n$/);
  expect(await person.types(`destroy ${assembly}`)).toMatchObject({ code: 0, out: expect.stringContaining('✅  Base (does not exist)') });
});

test('a stack brings along what it needs, and takes along what needs it', async () => {
  const assembly = person.synthesizes(twoStacks());
  expect((await person.types(`deploy ${assembly} Top`)).out).toMatch(/✅  Base\n[^]*✅  Top\n/);
  expect((await person.types(`destroy ${assembly} Base`)).out).toMatch(/✅  Top: destroyed\n[^]*✅  Base: destroyed\n/);
  expect((await person.types(`deploy ${assembly} Base`)).out).not.toContain('Top');
});

test('a stack is destroyed by its name, where there is no assembly', async () => {
  await person.types(`deploy ${person.synthesizes(twoStacks())}`);
  expect(await person.types('destroy Top')).toMatchObject({ code: 0, out: expect.stringContaining('✅  Top: destroyed') });
  expect(await person.types('destroy Top')).toEqual({ code: 1, out: '', err: 'There is no assembly and no stack \'Top\'; the account has Base.\n' });
});

test('a stack of the same name in two Regions: say which', async () => {
  const assembly = person.synthesizes((app) => {
    for (const region of ['eu-central-1', 'eu-west-1']) {
      new lightsail.CfnDisk(new Stack(app, `In-${region}`, { stackName: 'Same', env: { region } }), 'Data', { diskName: 'data', sizeInGb: 8 });
    }
  });
  expect((await person.types(`deploy ${assembly}`)).code).toBe(0);
  expect(await person.types('destroy Same')).toMatchObject({
    code: 1, err: 'There is a stack \'Same\' in eu-central-1 and in eu-west-1: say which with --region.\n',
  });
  expect((await person.types('destroy Same --region eu-west-1')).code).toBe(0);
  expect((await person.types('status')).out).toMatch(/eu-central-1 +Same[^]*eu-central-1 +Disk +data/);
});

test('a fault that is asked for: the deployment fails with its reason, and the account is kept as it is then', async () => {
  const assembly = person.synthesizes((app) => {
    const stack = new Stack(app, 'Shop');
    const web = new lightsail.CfnInstance(stack, 'Web', { instanceName: 'web', blueprintId: 'ubuntu_24_04', bundleId: 'nano_3_0' });
    new lightsail.CfnInstanceSnapshot(stack, 'Snapshot', { instanceName: web.ref, instanceSnapshotName: 'web-1' });
  });
  const failed = await person.types(`deploy ${assembly} --fault lightsail:CreateInstanceSnapshot=fail:1 --fault lightsail:GetDisk=throttle`);
  expect(failed.code).toBe(1);
  expect(failed.out).toMatch(/CREATE_FAILED .*Snapshot .*The snapshot web-1 is in the state error/);
  expect(failed.out).toMatch(/\n ❌  Shop failed: ROLLBACK_COMPLETE: Snapshot .*The snapshot web-1 is in the state error/);
  expect(failed.err).toBe('The fault lightsail:GetDisk=throttle hit no call.\n');
  expect((await person.types('status')).out).toContain('ROLLBACK_COMPLETE');
  // As with `cdk deploy`: what failed is deleted and made anew.
  expect((await person.types(`deploy ${assembly}`)).out).toMatch(/DELETE_COMPLETE[^]*✅  Shop\n/);
});

test('parameters', async () => {
  const assembly = person.synthesizes((app) => {
    const stack = new Stack(app, 'Shop');
    const size = new CfnParameter(stack, 'Size', { type: 'Number', minValue: 8 });
    new lightsail.CfnDisk(stack, 'Data', { diskName: 'data', sizeInGb: size.valueAsNumber });
    new CfnOutput(stack, 'Chosen', { value: size.valueAsString });
  });
  expect(await person.types(`deploy ${assembly}`)).toMatchObject({ code: 1, err: expect.stringMatching(/^ValidationError: .*Size/) });
  expect((await person.types(`deploy ${assembly} --parameters Size=16`)).out).toContain('Shop.Chosen = 16');
});

test('the log of a function that fails is shown: nobody could look at it later', async () => {
  const assembly = person.synthesizes((app) => {
    const stack = new Stack(app, 'Shop');
    const broken = new lambda.Function(stack, 'Broken', {
      runtime: lambda.Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => { throw new Error("I do not answer"); };'),
    });
    new CustomResource(stack, 'Thing', { serviceToken: broken.functionArn });
  });
  const { code, out, err } = await person.types(`deploy ${assembly}`);
  expect(code).toBe(1);
  expect(out).toContain('CloudFormation did not receive a response from your Custom Resource');
  expect(err).toMatch(/^Shop-Broken\w+-\w+ failed 6 times, at last with Error\. The end of its log:\n[^]*I do not answer/);
});
