import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Person } from './support';

let person: Person;
beforeEach(() => { person = new Person(); });
afterEach(() => person.leaves());

test.each([['help'], ['--help'], ['deploy --help']])('help: %s', async (line) => {
  const { code, out, err } = await person.types(line);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const command of ['deploy', 'destroy', 'advance', 'status', 'messages', 'measure', 'verify', 'serve']) expect(out).toContain(`npx cdk-local-cloud ${command}`);
});

test.each([
  ['delpoy cdk.out', 'There is no command \'delpoy\', but deploy, destroy, advance, status, messages, measure, verify, serve and help.'],
  ['toString', 'There is no command \'toString\''],
  ['deploy', 'deploy needs the folder of a synthesized assembly, such as cdk.out.'],
  ['destroy', 'destroy needs the folder of a synthesized assembly, such as cdk.out, or the names of stacks.'],
  ['advance', 'advance needs one duration, such as 36h.'],
  ['advance 1h 2h', 'advance needs one duration, such as 36h.'],
  ['advance 36', 'Got \'36\' as a duration; expected numbers with a unit (s, m, h, d), such as 36h or 1d12h.'],
  ['advance -1h', 'Unknown option \'-1\'.'],
  ['advance 1000000d', 'Got \'1000000d\' as a duration; expected at most 36525d.'],
  ['status Shop', 'status takes no arguments, but got \'Shop\'.'],
  ['messages Shop', 'messages takes no arguments, but got \'Shop\'.'],
  ['measure web', 'measure needs a resource, a metric and a value, such as: measure web-1 CPUUtilization 97 15m'],
  ['measure web CPUUtilization much', 'Got \'much\' as a value; expected a number.'],
  ['measure web CPUUtilization 97 soon', 'Got \'soon\' as a duration'],
  ['verify me', 'verify takes options only, but got \'me\'.'],
  ['serve 4566', 'serve takes options only, but got \'4566\'.'],
  ['serve --port http', 'Got \'http\' as --port; expected a whole number up to 65535.'],
  ['serve --port 70000', 'Got \'70000\' as --port'],
  ['serve --speed 1.5', 'Got \'1.5\' as --speed'],
  ['deploy cdk.out --port 4566', 'deploy has no option --port.'],
  ['status --fault lightsail:GetDisk=throttle', 'status has no option --fault.'],
  ['deploy cdk.out --quiet', 'Unknown option \'--quiet\'.'],
  ['deploy cdk.out --region Frankfurt', 'Got \'Frankfurt\' as the Region; expected one such as eu-central-1.'],
  ['deploy cdk.out --parameters Size', 'Got \'Size\' as a parameter; expected KEY=VALUE.'],
  ['deploy cdk.out --fault CreateDisk=fail', 'Got \'CreateDisk=fail\' as a fault; expected SERVICE:OPERATION=EFFECT[:TIMES]'],
  ['deploy cdk.out --fault lightsail:CreateDisk=burn', 'with one of the effects fail, endless, lose-answer, crash, throttle.'],
  ['deploy cdk.out --fault lightsail:CreateDisk=constructor', 'with one of the effects'],
  ['deploy cdk.out --fault lightsale:CreateDisk=fail', 'Got \'lightsale\' as a fault\'s service; expected one of'],
])('wrong: %s', async (line, message) => {
  const { code, out, err } = await person.types(line);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(message);
  expect(err).toMatch(/ See: npx cdk-local-cloud help\n$/);
});

test('an option without its value', async () => {
  expect(await person.run(['status', '--state'])).toMatchObject({ code: 1, err: expect.stringMatching(/^Option '--state <value>' argument missing\. See:/) });
});

describe('no assembly', () => {
  test('the folder is not there', async () => {
    expect(await person.types('deploy nowhere')).toEqual({
      code: 1, out: '', err: 'There is no folder \'nowhere\'. Synthesize the app first (npx cdk synth).\n',
    });
    expect((await person.types('destroy ./nowhere')).err).toContain('There is no folder \'./nowhere\'.');
    expect((await person.types('destroy nowhere')).err).toBe('There is no assembly and no stack \'nowhere\'; the account has no stack at all.\n');
  });

  test('the folder is something else', async () => {
    expect((await person.types(`deploy ${person.folder}`)).err).toBe(
      `'${person.folder}' is no synthesized assembly: it has no manifest.json. Synthesize the app first (npx cdk synth).\n`);
  });

  test('the manifest is broken', async () => {
    fs.writeFileSync(path.join(person.folder, 'manifest.json'), '{');
    expect(await person.types(`deploy ${person.folder}`)).toMatchObject({ code: 1, err: expect.stringMatching(/^The assembly in '.*' cannot be read: /) });
  });

  test('the stack is none of the assembly', async () => {
    const assembly = person.synthesizes((app) => {
      new lightsail.CfnDisk(new Stack(app, 'Shop'), 'Data', { diskName: 'data', sizeInGb: 8 });
    });
    expect((await person.types(`deploy ${assembly} Shep`)).err).toBe('The assembly has no stack \'Shep\', but Shop.\n');
    expect((await person.types(`destroy ${assembly} Shep`)).err).toBe('The assembly has no stack \'Shep\', but Shop.\n');
  });
});
