import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

/** Every page that users copy code from. */
const PAGES = ['README.md', 'local/README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];

const EXAMPLES = PAGES.flatMap((page) => {
  const blocks = [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)];
  return blocks.map(([, code], index) => ({ file: path.join(ROOT, `${page.replace(/\W/g, '-')}-${index + 1}.ts`), code }));
});

describe('the examples of the documentation', () => {
  // One program for all of them: most of its time goes into aws-cdk-lib's types.
  const sources = new Map(EXAMPLES.map(({ file, code }) => [file, code]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node', 'jest'],
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
    paths: { 'cdk-lightsail': [path.join(ROOT, 'src/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const example = sources.get(file);
    return example === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, example, version);
  };
  const program = ts.createProgram([...sources.keys()], options, host);

  test('there are some', () => expect(EXAMPLES.length).toBeGreaterThanOrEqual(3));

  test.each(EXAMPLES.map(({ file }) => [path.basename(file), file]))('%s compiles', (_, file) => {
    const source = program.getSourceFile(file);
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))).toEqual([]);
  });
});

describe('the links of README.md', () => {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);

  test('are absolute: on npm and PyPI there is nothing that they could be relative to', () => {
    expect(links.filter((link) => !/^https:\/\//.test(link))).toEqual([]);
  });

  test.each(links.flatMap((link) => {
    const [, file] = /\/cdk-lightsail\/cdk-lightsail\/(?:blob\/)?main\/(.+)$/.exec(link) ?? [];
    return file === undefined ? [] : [file];
  }))('%s exists', (file) => expect(fs.existsSync(path.join(ROOT, file))).toBe(true));
});
