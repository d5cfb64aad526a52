import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import { evaluate, type Scope } from './intrinsics';
import { isObject } from './values';

/** Checks the template's `Rules` against the parameters: the first assertion that does not hold refuses the template. */
export function checkRules(rules: Readonly<Record<string, unknown>>, scope: Scope): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (!isObject(rule) || !Array.isArray(rule.Assertions)) throw validationError(`Template format error: Rule ${name} must have Assertions.`);
    if (rule.RuleCondition !== undefined && !holds(rule.RuleCondition, scope)) continue;
    for (const assertion of rule.Assertions as unknown[]) {
      if (!isObject(assertion)) throw validationError(`Template format error: Rule ${name} has a malformed assertion.`);
      if (holds(assertion.Assert, scope)) continue;
      const text = typeof assertion.AssertDescription === 'string' ? assertion.AssertDescription : JSON.stringify(assertion.Assert);
      throw validationError(`Template validation error: The following rule assertion failed: ${name}: ${text}`);
    }
  }
}

function holds(expression: unknown, scope: Scope): boolean {
  const [name, argument] = isObject(expression) ? Object.entries(expression)[0] ?? ['', undefined] : ['', undefined];
  const items: unknown[] = Array.isArray(argument) ? argument : [];
  const lists = () => items.map((item) => evaluate(item, scope)).map((item): unknown[] => Array.isArray(item) ? item : [item]);
  switch (name) {
    case 'Fn::And': return items.every((item) => holds(item, scope));
    case 'Fn::Or': return items.some((item) => holds(item, scope));
    case 'Fn::Not': return !holds(items[0], scope);
    case 'Fn::Equals': {
      const [left, right] = items.map((item) => evaluate(item, scope));
      return String(left) === String(right);
    }
    case 'Fn::Contains': {
      const [all = [], [wanted] = []] = lists();
      return all.map(String).includes(String(wanted));
    }
    case 'Fn::EachMemberEquals': {
      const [all = [], [wanted] = []] = lists();
      return all.every((item) => String(item) === String(wanted));
    }
    case 'Fn::EachMemberIn': {
      const [all = [], allowed = []] = lists();
      return all.every((item) => allowed.map(String).includes(String(item)));
    }
    default: throw new NotSupportedError(`the rule function ${name || JSON.stringify(expression)}`);
  }
}
