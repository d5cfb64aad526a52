import { awscdk, javascript, JsonFile } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-lightsail',
  description: 'The parts of Amazon Lightsail that CloudFormation lacks, as AWS CDK constructs: snapshots, alarms, distributions, database schedules and metrics',
  keywords: ['aws', 'cdk', 'lightsail', 'snapshot', 'backup', 'alarm', 'distribution', 'database', 'schedule', 'cloudwatch'],
  author: 'cdk-lightsail contributors',
  authorAddress: 'maintainers@cdk-lightsail.dev',
  repositoryUrl: 'https://github.com/cdk-lightsail/cdk-lightsail.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-lightsail contributors',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,

  cdkVersion: '2.276.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~5.9.0',
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
    'esbuild@0.28.2',
    'fast-check',
    'cdk-nag',
    'aws-cdk@2.1148.1',
    'typescript-eslint',
    'tsx',
    // the local cloud
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-sfn',
    '@aws-sdk/client-sts',
    'asl-validator',
    'fast-xml-parser',
    'picocolors',
    'yaml',
  ],

  eslintOptions: { dirs: ['src'], devdirs: ['test', 'lambda', 'local', 'examples', 'benchmark'], prettier: false },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['lambda/**/*.ts', 'local/**/*.ts', 'examples/**/*.ts', 'benchmark/**/*.ts'],
  },
  jestOptions: {
    jestVersion: '^30',
    configFilePath: 'jest.config.json',
    jestConfig: {
      collectCoverage: false,
      testPathIgnorePatterns: ['/node_modules/', '/cdk.out/'],
    },
  },

  gitignore: ['/assets/', '/cdk.out/', '/.local/', '*.tgz', '.DS_Store'],
  npmignore: ['/lambda/', '/local/', '/examples/', '/benchmark/', '/docs/', '/.ci/', '/tools/', '/assets/*.map', '/eslint.config.*', '/CONTRIBUTING.md'],
});

project.synth();
