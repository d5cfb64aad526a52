import type { WafRuleProperties } from './distribution-contract';

/**
 * The format in which requests carry a form.
 */
export enum WafPayloadType {
  /** JSON. */
  JSON = 'JSON',
  /** As HTML forms do. */
  FORM_ENCODED = 'FORM_ENCODED',
}

/**
 * How closely bots are inspected.
 */
export enum WafInspectionLevel {
  /** Bots that identify themselves. */
  COMMON = 'COMMON',
  /** Also bots that hide: by rate, CAPTCHA and checks in the browser. */
  TARGETED = 'TARGETED',
}

/**
 * How the firewall distinguishes success from failure by the origin's answer.
 */
export interface WafResponseInspection {
  /**
   * 1 to 10 HTTP statuses that mean success.
   */
  readonly successCodes: number[];

  /**
   * 1 to 10 HTTP statuses that mean failure. None of them may also be in `successCodes`.
   */
  readonly failureCodes: number[];
}

/**
 * What the protection against stolen accounts looks at.
 */
export interface WafAccountTakeoverPreventionProps {
  /**
   * The path that logs a user in, from its beginning: `/login`.
   */
  readonly loginPath: string;

  /**
   * How the request carries its fields.
   *
   * @default - as Lightsail chooses
   */
  readonly payloadType?: WafPayloadType;

  /**
   * The field with the user's name: `username` in a form, `/user/name` in JSON.
   *
   * @default - none
   */
  readonly usernameField?: string;

  /**
   * The field with the password: `password` in a form, `/user/password` in JSON.
   *
   * @default - none
   */
  readonly passwordField?: string;

  /**
   * How a failed login is distinguished from a successful one.
   *
   * @default - not looked at
   */
  readonly responseInspection?: WafResponseInspection;
}

/**
 * What the protection against made-up accounts looks at.
 */
export interface WafAccountCreationFraudPreventionProps {
  /**
   * The path that takes the completed form: `/signup/submit`.
   */
  readonly creationPath: string;

  /**
   * The path of the page with the form: `/signup`.
   */
  readonly registrationPagePath: string;

  /**
   * How the request carries its fields.
   *
   * @default - as Lightsail chooses
   */
  readonly payloadType?: WafPayloadType;

  /**
   * How a rejected account is distinguished from a created one.
   *
   * @default - not looked at
   */
  readonly responseInspection?: WafResponseInspection;
}

/**
 * A group of rules of a distribution's firewall. Which ones may be used depends on the bundle.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class WafRule {
  /** Against what any web application is exposed to. Medium and large bundles. */
  static readonly COMMON = WafRule.of('AWSManagedRulesCommonRuleSet');

  /** Against requests that are known to be bad. Medium and large bundles. */
  static readonly KNOWN_BAD_INPUTS = WafRule.of('AWSManagedRulesKnownBadInputsRuleSet');

  /** Against viewers that hide who they are: VPNs, proxies, Tor. Medium and large bundles. */
  static readonly ANONYMOUS_IP_LIST = WafRule.of('AWSManagedRulesAnonymousIpList');

  /** Against outsiders on administration pages. Large bundle. */
  static readonly ADMIN_PROTECTION = WafRule.of('AWSManagedRulesAdminProtectionRuleSet');

  /** Against SQL injection. Large bundle. */
  static readonly SQL_INJECTION = WafRule.of('AWSManagedRulesSQLiRuleSet');

  /** For origins on Linux. Large bundle. */
  static readonly LINUX = WafRule.of('AWSManagedRulesLinuxRuleSet');

  /** For origins on POSIX systems. Large bundle. */
  static readonly UNIX = WafRule.of('AWSManagedRulesUnixRuleSet');

  /** For origins on Windows. Large bundle. */
  static readonly WINDOWS = WafRule.of('AWSManagedRulesWindowsRuleSet');

  /** For PHP. Large bundle. */
  static readonly PHP = WafRule.of('AWSManagedRulesPHPRuleSet');

  /** For WordPress. Large bundle. */
  static readonly WORDPRESS = WafRule.of('AWSManagedRulesWordPressRuleSet');

  /** Against addresses that Amazon associates with bots and threats. Large bundle. */
  static readonly AMAZON_IP_REPUTATION_LIST = WafRule.of('AWSManagedRulesAmazonIpReputationList');

  /**
   * Against stolen accounts. Large bundle.
   *
   * @param props what it looks at
   */
  static accountTakeoverPrevention(props: WafAccountTakeoverPreventionProps): WafRule {
    return new WafRule({
      Name: 'AWSManagedRulesATPRuleSet',
      LoginPath: props.loginPath,
      PayloadType: props.payloadType,
      UsernameField: props.usernameField,
      PasswordField: props.passwordField,
      SuccessCodes: props.responseInspection?.successCodes,
      FailureCodes: props.responseInspection?.failureCodes,
    });
  }

  /**
   * Against made-up accounts. Large bundle.
   *
   * @param props what it looks at
   */
  static accountCreationFraudPrevention(props: WafAccountCreationFraudPreventionProps): WafRule {
    return new WafRule({
      Name: 'AWSManagedRulesACFPRuleSet',
      CreationPath: props.creationPath,
      RegistrationPagePath: props.registrationPagePath,
      PayloadType: props.payloadType,
      SuccessCodes: props.responseInspection?.successCodes,
      FailureCodes: props.responseInspection?.failureCodes,
    });
  }

  /**
   * Against bots. Large bundle.
   *
   * @param level how closely bots are inspected
   */
  static botControl(level: WafInspectionLevel): WafRule {
    return new WafRule({ Name: 'AWSManagedRulesBotControlRuleSet', InspectionLevel: level });
  }

  /**
   * Another group of AWS's rules, without settings of its own.
   *
   * @param name as AWS names it: `AWSManagedRules…`
   */
  static of(name: string): WafRule {
    return new WafRule({ Name: name });
  }

  private constructor(
    /** @internal */
    readonly _value: WafRuleProperties,
  ) {}

  /** The name of the group, as AWS names it. */
  public get ruleGroupName(): string {
    return this._value.Name;
  }
}
