import type { AlarmState } from '../../core/alarm-verdict';
import { ServiceError } from '../../core/service';

/** When a composite alarm goes off. */
export type Rule =
  | { readonly type: 'constant'; readonly value: boolean }
  /** `alarm`: a name or an ARN. */
  | { readonly type: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly type: 'not'; readonly inner: Rule }
  | { readonly type: 'and' | 'or'; readonly left: Rule; readonly right: Rule };

const LONGEST = 10_240;
const MOST_ALARMS = 100;
/** More brackets and negations in each other than anybody writes. */
const DEEPEST = 100;
const TOKEN = /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*("(?:[^"\\]|\\.)*"|[^()"]*?)\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

/**
 * `ALARM("a") AND NOT (OK("b") OR INSUFFICIENT_DATA("c"))`: NOT binds before AND, and AND before OR.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseRule(text: string): Rule {
  if (text.length === 0 || text.length > LONGEST) throw invalid(`AlarmRule must have 1 to ${LONGEST} characters.`);
  const tokens = tokensOf(text);
  let next = 0;
  let depth = 0;
  const fail = (): never => { throw invalid(`Invalid AlarmRule: unexpected ${tokens[next] === undefined ? 'end' : 'token'} in '${text}'.`); };

  function either(): Rule {
    let left = both();
    while (tokens[next] === 'OR') {
      next++;
      left = { type: 'or', left, right: both() };
    }
    return left;
  }

  function both(): Rule {
    let left = single();
    while (tokens[next] === 'AND') {
      next++;
      left = { type: 'and', left, right: single() };
    }
    return left;
  }

  function single(): Rule {
    if (++depth > DEEPEST) throw invalid(`AlarmRule cannot be nested more than ${DEEPEST} levels deep.`);
    const rule = unnested();
    depth--;
    return rule;
  }

  function unnested(): Rule {
    const token = tokens[next++];
    if (typeof token === 'object') return token;
    if (token === 'NOT') return { type: 'not', inner: single() };
    if (token === 'TRUE' || token === 'FALSE') return { type: 'constant', value: token === 'TRUE' };
    next--;
    if (token !== '(') return fail();
    next++;
    const inner = either();
    if (tokens[next++] !== ')') return fail();
    return inner;
  }

  const rule = either();
  if (next < tokens.length) fail();
  if (alarmsOf(rule).length > MOST_ALARMS) throw invalid(`AlarmRule cannot reference more than ${MOST_ALARMS} alarms.`);
  return rule;
}

function tokensOf(text: string): Array<string | Rule> {
  const tokens: Array<string | Rule> = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.trimEnd().length;) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw invalid(`Invalid AlarmRule: unexpected '${text.slice(at).trim().slice(0, 20)}'.`);
    const [, state, quoted, word, bracket] = found;
    if (!state) tokens.push(word ?? bracket ?? '');
    else tokens.push({ type: 'state', state: state as AlarmState, alarm: quoted?.startsWith('"') ? quoted.slice(1, -1).replace(/\\(.)/g, '$1') : quoted ?? '' });
  }
  return tokens;
}

/** Whether the rule holds. */
export function holds(rule: Rule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.type) {
    case 'constant': return rule.value;
    case 'state': return stateOf(rule.alarm) === rule.state;
    case 'not': return !holds(rule.inner, stateOf);
    case 'and': return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case 'or': return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

/** The alarms of which it speaks, each once. */
export function alarmsOf(rule: Rule): string[] {
  switch (rule.type) {
    case 'constant': return [];
    case 'state': return [rule.alarm];
    case 'not': return alarmsOf(rule.inner);
    case 'and': case 'or': return [...new Set([...alarmsOf(rule.left), ...alarmsOf(rule.right)])];
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
