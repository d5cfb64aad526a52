/**
 * Writes docs/permissions.md: every statement of every policy of the function, from the sources.
 *
 *     tsx tools/permissions-page.ts
 */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LightsailFamily } from '../src';
import { familyStatements } from '../src/provider/family-statements';
import { ownedByStack } from '../src/provider/ownership-conditions';
import type { Permission } from '../src/provider/permission';
import { providerPermissions } from '../src/provider/provider-permissions';

export const PERMISSIONS_PAGE = path.join(__dirname, '..', 'docs', 'permissions.md');

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'PARTITION', 'AWS::Region': 'REGION', 'AWS::AccountId': 'ACCOUNT', 'AWS::StackId': 'the stack\'s ARN',
};

export function permissionsPage(): string {
  const stack = new Stack(new App(), 'Any');
  const owned = ownedByStack(stack);
  const families = Object.values(LightsailFamily).map((family) => section(family, familyStatements[family](owned), stack));
  return [
    '# What the function may do',
    '',
    'Written by `npm run permissions-page` from the sources; a test fails when it is not current. [security.md](security.md) explains it.',
    '',
    'These are the policies of a stack\'s own provider. Those of a shared one are the same, but where it says *the stack\'s ARN*, it has',
    'a pattern that stands for any stack of the account and Region. `REGION:ACCOUNT` is the stack\'s own Region and account.',
    '',
    section('Whatever the family', providerPermissions({
      waiter: 'the waiter', waiterExecutions: 'executions of the waiter (`*`)', stacks: 'the stack', logGroup: 'the function\'s log group',
    }), stack),
    ...families,
  ].join('\n');
}

function section(title: string, permissions: readonly Permission[], stack: Stack): string {
  return [
    `## ${title}`,
    '',
    '| statement | actions | resources | only if | why there is a wildcard |',
    '|---|---|---|---|---|',
    ...permissions.map(({ sid, actions, resources, conditions, wildcardReason = '' }) => {
      const named = resources.map((resource) => text(stack.resolve(resource)).replace('arn:PARTITION:', ''));
      const isWide = named.some((resource) => resource.includes('*'));
      const only = Object.entries(conditions ?? {}).flatMap(([operator, keys]) => Object.entries(keys)
        .map(([key, values]) => `${operator} \`${key}\`: ${[values].flat().map((value) => text(stack.resolve(value))).join(' or ')}`));
      return `| ${[sid, lines(actions.map(code)), lines(named.map((name) => (name.includes(':') || name === '*' ? code(name) : name))), lines(only), isWide ? wildcardReason : '']
        .join(' | ')} |`;
    }),
    '',
  ].join('\n');
}

/** A value of a template, with names in the place of what only a deployment knows. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return PSEUDO_PARAMETERS[String(argument)] ?? String(argument);
  const [separator, parts] = argument as [string, unknown[]];
  return parts.map(text).join(separator);
}

const code = (value: string) => `\`${value}\``;
const lines = (values: readonly string[]) => values.join('<br>');

if (require.main === module) writeFileSync(PERMISSIONS_PAGE, permissionsPage());
