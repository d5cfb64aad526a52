import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Refusal, refuse } from './refuse';
import { checkIsDuration, checkText } from './untyped-checks';
import { OWNERSHIP_TAG_PREFIX } from '../provider/ownership-contract';
import { MAX_TIMEOUT_SECONDS } from '../provider/timeout-contract';

/** What a name is of: Lightsail does not take the same characters everywhere. Snapshots are named as their sources are. */
export type Named = 'database' | 'instance-or-disk' | 'other';

const API = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference';
const NAMES: Readonly<Record<Named, { readonly pattern: RegExp; readonly expected: string; readonly see: string }>> = {
  'database': {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,253}[a-zA-Z0-9]$/,
    expected: '2 to 255 letters, digits or hyphens, with a letter or digit at either end',
    see: `${API}/API_CreateRelationalDatabaseSnapshot.html`,
  },
  'instance-or-disk': {
    pattern: /^[a-zA-Z0-9][\w.-]{0,252}[a-zA-Z0-9]$/,
    expected: '2 to 254 letters, digits, dots, hyphens or underscores, with a letter or digit at either end',
    see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-instancesnapshot.html',
  },
  'other': {
    pattern: /^\w[\w-]{0,253}\w$/,
    expected: '2 to 255 letters, digits, hyphens or underscores, with no hyphen at either end',
    see: `${API}/API_CreateDistribution.html`,
  },
};

export function checkResourceName(scope: IConstruct, prop: string, name: string | undefined, named: Named = 'other'): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  checkText(scope, prop, name);
  const { pattern, expected, see } = NAMES[named];
  if (pattern.test(name)) return;
  refuse(scope, { got: `'${name}' as ${prop}`, expected, fix: 'change the name, or leave it out to have one generated', see });
}

export function checkTimeout(scope: IConstruct, timeout: Duration): void {
  checkIsDuration(scope, 'timeout', timeout);
  if (timeout.isUnresolved()) return;
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds >= 60 && seconds <= MAX_TIMEOUT_SECONDS) return;
  refuse(scope, {
    got: `a timeout of ${timeout.toHumanString()}`,
    expected: `1 to ${MAX_TIMEOUT_SECONDS / 60} minutes`,
    fix: 'choose a timeout in that range: CloudFormation waits an hour at most for a custom resource',
    see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html',
  });
}

/** Lightsail takes 50 tags; five are the library's own. */
const MAX_TAGS = 45;
const TAGS = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Tag.html';

/** Refuses tags that Lightsail would refuse, and those by which the library recognizes its own resources. */
export function checkTags(scope: IConstruct, tags: Readonly<Record<string, string>> | undefined): void {
  const [problem] = tagProblems(tags ?? {});
  if (problem) refuse(scope, problem);
}

/** What is wrong with these tags. Tokens pass. */
export function tagProblems(tags: Readonly<Record<string, string>>): Refusal[] {
  const count = Object.keys(tags).length;
  return [
    ...Object.entries(tags).flatMap(([key, value]) => tagProblem(key, value) ?? []),
    ...count > MAX_TAGS ? [{ got: `${count} tags`, expected: `at most ${MAX_TAGS}: Lightsail has 50, five of which are the library's own`, fix: 'remove some', see: TAGS }] : [],
  ];
}

function tagProblem(key: string, value: string): Refusal | undefined {
  if (Token.isUnresolved(key)) return undefined;
  if (key.startsWith(OWNERSHIP_TAG_PREFIX) || key.toLowerCase().startsWith('aws:')) {
    return {
      got: `a tag '${key}'`,
      expected: `a key that begins neither with '${OWNERSHIP_TAG_PREFIX}', by which the library recognizes its own resources, nor with 'aws:'`,
      fix: 'choose another key',
    };
  }
  if (!isTagText(key, 1, 128)) return { got: `a tag '${key}'`, expected: `a key of 1 to 128 ${TAG_CHARACTERS}`, fix: 'change the key', see: TAGS };
  if (Token.isUnresolved(value) || isTagText(value, 0, 256)) return undefined;
  return { got: `a tag '${key}' with the value '${value}'`, expected: `a value of at most 256 ${TAG_CHARACTERS}`, fix: 'change the value', see: TAGS };
}

const TAG_CHARACTERS = 'letters, digits, spaces and _ . : / = + - @';

function isTagText(text: unknown, min: number, max: number): boolean {
  return typeof text === 'string' && text.length >= min && text.length <= max && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}
