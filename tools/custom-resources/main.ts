/**
 * Writes what hand-written templates need: docs/custom-resources.md, and a schema of each type in schemas/. All of it comes
 * from the contracts in src/.
 *
 *     npm run custom-resources
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeType, schemaOf, sectionOf } from './render';
import { CUSTOM_RESOURCE_TYPES } from './types';

const root = path.join(__dirname, '..', '..');

/** The files with their contents, by their paths in the repository. */
export function customResourceFiles(): Record<string, string> {
  const types = CUSTOM_RESOURCE_TYPES.map(describeType);
  const shown = new Set<string>();
  const sections = types.map((type) => {
    // An example that shows several types stands with the first of them.
    const example = shown.has(type.example) ? '' : fs.readFileSync(path.join(root, 'docs', 'templates', `${type.example}.yaml`), 'utf8');
    shown.add(type.example);
    return sectionOf(type, example);
  });
  return {
    'docs/custom-resources.md': `${[INTRODUCTION, ...sections].join('\n\n')}\n`,
    ...Object.fromEntries(types.map((type) => [`schemas/${type.type.replace('Custom::', '')}.json`, `${JSON.stringify(schemaOf(type), null, 2)}\n`])),
  };
}

const INTRODUCTION = `<!-- Written by tools/custom-resources/main.ts from the contracts in src/. -->
# Custom resources in templates of your own

The provider's function serves any template of its account and region, not only those of the CDK. Deploy a [shared
provider](provider.md#one-provider-for-several-stacks) with the CDK once, and give its ARN to the teams that write their
templates in YAML, for example as an export:

\`\`\`ts
import { Stack } from 'aws-cdk-lib';
import { LightsailProvider } from 'cdk-lightsail';

declare const platform: Stack;

const provider = new LightsailProvider(platform, 'Lightsail', { shared: true });
platform.exportValue(provider.functionArn, { name: 'lightsail-provider' });
\`\`\`

- What a construct checks at synthesis is checked here when the template is deployed, before anything is made.
- \`ServiceToken\` is required in every resource. \`ServiceTimeout\` may be set to at least 300 more than \`TimeoutSeconds\`;
  CloudFormation's default of an hour always suffices.
- An unknown property fails the deployment. Scalars may be written as texts: CloudFormation hands them on so.
- CloudFormation's default \`DeletionPolicy\` is \`Delete\`. Set \`RetainExceptOnCreate\` where the constructs keep data by default:
  snapshots.
- The schemas in the package's folder \`schemas/\` are JSON schemas of the properties: editors and validators check with them. They
  have the form of [resource type schemas](https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html).
  cfn-lint loads them with \`--registry-schemas\`, but up to now checks every \`Custom::\` type as a custom resource of any kind.`;

function main(): void {
  for (const [file, content] of Object.entries(customResourceFiles())) fs.writeFileSync(path.join(root, file), content);
}

if (require.main === module) main();
