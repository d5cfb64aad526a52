import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const PAGE = path.join(__dirname, '..', 'docs', 'testing.md');
const blocks = [...fs.readFileSync(PAGE, 'utf8').matchAll(/^## (.*?)$.*?^```ts\n(.*?)^```/gms)];

/** The library's own sources stand for the package that users install. */
const load = (name: string): unknown => jest.requireActual(name === 'cdk-lightsail' ? '../src' : name);

// They deploy the bundle in processes, and the first synthesis of a process takes seconds.
jest.setTimeout(60_000);

// The examples are tests: here they run as they are printed.
describe.each(blocks.map(([, title, code]) => ({ title, code })))('the guide: $title', ({ code }) => {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'exports', outputText)(load, {});
});
