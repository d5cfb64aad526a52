import { APP } from './app';
import { Developer } from './tools';

let developer: Developer;
beforeEach(() => {
  developer = new Developer();
  developer.writes({ 'app.js': APP, 'cdk.json': '{"app":"node app.js"}', 'code/index.js': 'exports.handler = async () => "hello";' });
});
afterEach(() => developer.leaves());

const deploy = (...words: string[]) => developer.cdk('deploy', '--require-approval', 'never', ...words);

test('the CDK\'s CLI bootstraps, deploys and destroys', async () => {
  const { out } = await developer.whileServed(async () => {
    expect(await developer.cdk('bootstrap')).toEqual({ code: 0, out: expect.stringContaining('Environment aws://123456789012/eu-central-1 bootstrapped') });
    const deployed = await deploy();
    expect(deployed).toEqual({ code: 0, out: expect.stringContaining('Demo.FunctionName = greet') });
    expect(deployed.out).toMatch(/CREATE_IN_PROGRESS .*Greet.*\n(?:.*\n)*.*CREATE_COMPLETE .*Greet/);
    // It worked as the roles of the bootstrap stack, which may do no more than in AWS.
    expect(deployed.out).not.toContain('could not be used to assume');
    const broken = await deploy('--context', 'setting=three', '--context', 'broken=yes');
    expect(broken).toEqual({ code: 1, out: expect.stringContaining('/demo/setting already exists in stack or account') });
    expect(broken.out).toContain('UPDATE_ROLLBACK');
    expect(await developer.cdk('destroy', '--force')).toEqual({ code: 0, out: expect.stringContaining('Demo: destroyed') });
  });
  expect(out).toContain('Time passes 60 times as fast as outside');
}, 300_000);
