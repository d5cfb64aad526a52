import { Token } from 'aws-cdk-lib';

/**
 * What a distribution costs a month, and how much data it transfers for that. Lightsail allows one change of the bundle per
 * billing month.
 *
 * @see https://aws.amazon.com/lightsail/pricing/
 */
export class DistributionBundle {
  /** 50 GB a month. */
  static readonly SMALL_1_0 = DistributionBundle.of('small_1_0');

  /** 200 GB a month; may have a firewall with three rule groups. */
  static readonly MEDIUM_1_0 = DistributionBundle.of('medium_1_0');

  /** 500 GB a month; may have a firewall with every rule group. */
  static readonly LARGE_1_0 = DistributionBundle.of('large_1_0');

  /**
   * Another bundle, by its id as `GetDistributionBundles` returns it.
   *
   * @param bundleId the id; may be a token
   */
  static of(bundleId: string): DistributionBundle {
    return new DistributionBundle(bundleId);
  }

  private constructor(
    /** The id by which Lightsail knows it. */
    public readonly bundleId: string,
  ) {}

  /**
   * The firewall rule groups that it may have; undefined: not known here.
   * @internal
   */
  get _wafRuleNames(): ReadonlySet<string> | undefined {
    return Token.isUnresolved(this.bundleId) ? undefined : WAF_RULES.get(this.bundleId);
  }
}

const MEDIUM_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAnonymousIpList'];

/** As CreateDistribution documents them. */
const WAF_RULES = new Map<string, ReadonlySet<string>>([
  ['small_1_0', new Set()],
  ['medium_1_0', new Set(MEDIUM_RULES)],
  ['large_1_0', new Set([
    ...MEDIUM_RULES,
    'AWSManagedRulesAdminProtectionRuleSet', 'AWSManagedRulesSQLiRuleSet', 'AWSManagedRulesLinuxRuleSet', 'AWSManagedRulesUnixRuleSet',
    'AWSManagedRulesWindowsRuleSet', 'AWSManagedRulesPHPRuleSet', 'AWSManagedRulesWordPressRuleSet', 'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet', 'AWSManagedRulesBotControlRuleSet',
  ])],
]);
