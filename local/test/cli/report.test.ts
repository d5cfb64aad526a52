import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as lightsail from 'aws-cdk-lib/aws-lightsail';
import { Person } from './support';

let person: Person;
let assembly: string;
let file: string;
beforeEach(() => {
  person = new Person();
  file = path.join(person.folder, 'report.html');
  assembly = person.synthesizes((app) => {
    new lightsail.CfnDisk(new Stack(app, 'Shop'), 'Data', { diskName: 'data', sizeInGb: 8 });
  });
});
afterEach(() => person.leaves());

const page = () => fs.readFileSync(file, 'utf8');

test('a deployment, with its report', async () => {
  const { code, out } = await person.types(`deploy ${assembly} --report ${file}`);
  expect(code).toBe(0);
  expect(out).toContain(`What happened: ${file}\n`);
  expect(page()).toContain(`<h1>deploy ${assembly}</h1>`);
  expect(page()).toContain('lightsail:CreateDisk"');
  expect(page()).toContain('<th scope="row">Data<small>AWS::Lightsail::Disk</small></th>');
});

test('a command that fails is reported, too, with the fault', async () => {
  expect((await person.types(`deploy ${assembly} --report ${file} --fault lightsail:CreateDisk=fail:1`)).code).toBe(1);
  expect(page()).toContain('What went wrong');
  expect(page()).toContain('accepted, and the operation that it started failed');
});

test('a report tells its own command, and earlier ones if asked', async () => {
  await person.types(`deploy ${assembly}`);
  await person.types(`advance 10m --report ${file}`);
  expect(page()).toContain('Nothing happened.');
  expect(page()).not.toContain('Events of the stacks');
  await person.types(`advance 10m --report ${file} --since 1h`);
  expect(page()).toContain('Events of the stacks');
  expect(page()).toContain('known only since');
});

test('what cannot be is said before anything happens', async () => {
  const folder = path.join(person.folder, 'absent');
  expect(await person.types(`deploy ${assembly} --report ${folder}/report.html`)).toEqual({
    code: 1, out: '', err: `The report cannot be written: there is no folder '${folder}'. Make it, or choose another file with --report.\n`,
  });
  expect(await person.types(`deploy ${assembly} --report ${person.folder}`)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is a folder') });
  expect(await person.types('advance 1h --since 1h')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('give that, too') });
  expect(await person.types(`status --report ${file}`)).toMatchObject({ code: 1, err: expect.stringContaining('status has no option --report') });
});
