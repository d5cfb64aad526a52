import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './refuse';
import { OWNERSHIP_TAG_PREFIX } from '../provider/ownership-contract';
import { MAX_TIMEOUT_SECONDS } from '../provider/timeout-contract';

export function checkResourceName(scope: IConstruct, prop: string, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  if (name.length >= 2 && name.length <= 255 && /^\w[\w-]*\w$/.test(name)) return;
  refuse(scope, {
    got: `'${name}' as ${prop}`,
    expected: '2 to 255 letters, digits, hyphens or underscores, with no hyphen at either end',
    fix: 'change the name, or leave it out to have one made',
    see: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateInstanceSnapshot.html',
  });
}

export function checkTimeout(scope: IConstruct, timeout: Duration): void {
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

export function checkTags(scope: IConstruct, tags: Readonly<Record<string, string>> | undefined): void {
  for (const key of Object.keys(tags ?? {})) {
    if (Token.isUnresolved(key) || !(key.startsWith(OWNERSHIP_TAG_PREFIX) || key.toLowerCase().startsWith('aws:'))) continue;
    refuse(scope, {
      got: `a tag '${key}'`,
      expected: `a key that begins neither with '${OWNERSHIP_TAG_PREFIX}', by which the library knows its own, nor with 'aws:'`,
      fix: 'choose another key',
    });
  }
}
