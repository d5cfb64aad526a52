import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DistributionBundle } from './distribution-bundle';
import { WafRule } from './waf-rule';
import { refuse } from '../private/refuse';
import { checkClass } from '../private/untyped-checks';

const SEE = 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CreateDistribution.html';

export function checkWaf(scope: IConstruct, bundle: DistributionBundle, rules: WafRule[] | undefined): void {
  if (!rules) return;
  for (const rule of rules) checkClass(scope, 'wafRules', rule, WafRule, 'WafRule.COMMON');
  const available = bundle._wafRuleNames;
  if (available?.size === 0) {
    refuse(scope, {
      got: `wafRules with the bundle '${bundle.bundleId}'`,
      expected: 'a bundle that can have a firewall: DistributionBundle.MEDIUM_1_0 or LARGE_1_0',
      fix: 'choose such a bundle, or leave wafRules out',
      see: SEE,
    });
  }
  const names = rules.map((rule) => rule._value.Name);
  for (const [index, name] of names.entries()) {
    if (Token.isUnresolved(name)) continue;
    if (names.indexOf(name) !== index) {
      refuse(scope, { got: `the firewall rule group '${name}' twice`, expected: 'each group once', fix: 'remove one of them' });
    }
    // A group that is not known here may be newer than this library.
    if (available && LARGE_ONLY.test(name) && !available.has(name)) {
      refuse(scope, {
        got: `the firewall rule group '${name}' with the bundle '${bundle.bundleId}'`,
        expected: `one of ${[...available].join(', ')}`,
        fix: 'choose DistributionBundle.LARGE_1_0, or remove the group',
        see: SEE,
      });
    }
  }
  for (const rule of rules) checkResponseInspection(scope, rule);
}

const LARGE_ONLY = /^AWSManagedRules(AdminProtection|SQLi|Linux|Unix|Windows|PHP|WordPress|AmazonIpReputation|ATP|ACFP|BotControl)/;

function checkResponseInspection(scope: IConstruct, rule: WafRule): void {
  const { Name: name, SuccessCodes: success, FailureCodes: failure } = rule._value;
  if (success === undefined || failure === undefined) return;
  const codes = [...success, ...failure].filter((code) => !Token.isUnresolved(code)).map(Number);
  const wrongLength = [success, failure].some(({ length }) => length < 1 || length > 10);
  const wrongCode = codes.find((code) => !Number.isInteger(code) || code < 0 || code > 999);
  const inBoth = codes.find((code) => success.includes(code) && failure.includes(code));
  if (!wrongLength && wrongCode === undefined && inBoth === undefined) return;
  refuse(scope, {
    got: wrongLength ? `${success.length} successCodes and ${failure.length} failureCodes for '${name}'`
      : `the status ${wrongCode ?? inBoth}${wrongCode === undefined ? ' in both successCodes and failureCodes' : ''} for '${name}'`,
    expected: '1 to 10 statuses from 0 to 999 in each of them, and none in both',
    fix: 'correct responseInspection',
    see: SEE,
  });
}
