import { invalidInput } from '../errors';

interface Bundle {
  readonly name: string;
  readonly price: number;
  readonly transferPerMonthInGb: number;
  readonly wafRules: ReadonlySet<string>;
}

const MEDIUM_RULES = ['CommonRuleSet', 'KnownBadInputsRuleSet', 'AnonymousIpList'];
const LARGE_RULES = [
  ...MEDIUM_RULES, 'AdminProtectionRuleSet', 'SQLiRuleSet', 'LinuxRuleSet', 'UnixRuleSet', 'WindowsRuleSet', 'PHPRuleSet', 'WordPressRuleSet',
  'AmazonIpReputationList', 'ATPRuleSet', 'ACFPRuleSet', 'BotControlRuleSet',
];
const rules = (names: readonly string[]) => new Set(names.map((name) => `AWSManagedRules${name}`));

const BUNDLES: Readonly<Record<string, Bundle>> = {
  small_1_0: { name: 'Small', price: 2.5, transferPerMonthInGb: 50, wafRules: rules([]) },
  medium_1_0: { name: 'Medium', price: 10, transferPerMonthInGb: 200, wafRules: rules(MEDIUM_RULES) },
  large_1_0: { name: 'Large', price: 35, transferPerMonthInGb: 500, wafRules: rules(LARGE_RULES) },
};

export function distributionBundle(id: string): Bundle {
  if (!Object.hasOwn(BUNDLES, id)) throw invalidInput(`The distribution bundle ${id} does not exist.`, `Choose one of ${Object.keys(BUNDLES).join(', ')}.`);
  return BUNDLES[id];
}

export function distributionBundles() {
  return Object.entries(BUNDLES).map(([bundleId, { name, price, transferPerMonthInGb }]) => (
    { bundleId, name, price, transferPerMonthInGb, isActive: true }
  ));
}
