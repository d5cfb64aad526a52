/**
 * Keeps what a release synthesizes: `test/e2e/releases.long.test.ts` deploys it with the function of each later version, updates it
 * and deletes it. Once for each release, before its tag:
 *
 *     npm run release-fixture -- 1.0.0
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { everyConstruct } from '../test/e2e/support/release-app';

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`Got '${version}'; expected the version of the release: npm run release-fixture -- 1.0.0`);
const folder = path.join(__dirname, '..', 'test', 'fixtures', 'releases', version);
const file = path.join(folder, 'template.json');
if (existsSync(file)) throw new Error(`${file} is there already. What a release has synthesized never changes: pass the version of the next one.`);

const app = new App();
const stack = new Stack(app, 'Shop', { env: { region: 'eu-central-1' } });
everyConstruct('1')(stack);
const template = app.synth().getStackByName('Shop').template as object;
mkdirSync(folder, { recursive: true });
writeFileSync(file, `${JSON.stringify(template, undefined, 1)}\n`);
console.log(file);
