import { invalid } from './put-metric-data';

/** A metric maths expression, taken apart. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'id'; readonly id: string }
  | { readonly type: 'list'; readonly members: readonly Expression[] }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** From the loosest to the tightest. */
const OPERATORS = [['OR', '||'], ['AND', '&&'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/'], ['^']];
const TOKEN = /\s*(?:(\d+(?:\.\d*)?|\.\d+)|("[^"]*"|'[^']*')|([A-Za-z]\w*)|(\|\||&&|[=!<>]=|[-+*/^<>()[\],]))/y;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let next = 0;

  const fail = (): never => { throw invalid(`Error in expression '${text}': unexpected '${tokens[next] ?? 'end'}'.`); };
  const take = (token: string) => {
    if (tokens[next] === token) next++;
    else fail();
  };

  function operation(level: number): Expression {
    if (level === OPERATORS.length) return unary();
    let left = operation(level + 1);
    while (next < tokens.length && OPERATORS[level].includes(tokens[next])) {
      const operator = tokens[next++];
      left = { type: 'operation', operator, left, right: operation(level + 1) };
    }
    return left;
  }

  function unary(): Expression {
    if (tokens[next] !== '-') return primary();
    next++;
    return { type: 'operation', operator: '-', left: { type: 'number', value: 0 }, right: unary() };
  }

  function primary(): Expression {
    const token = tokens[next++] ?? '';
    if (/^[\d.]/.test(token)) return { type: 'number', value: Number(token) };
    if (/^["']/.test(token)) return { type: 'text', value: token.slice(1, -1) };
    if (token === '(') {
      const inner = operation(0);
      take(')');
      return inner;
    }
    if (token === '[') return { type: 'list', members: members(']') };
    if (!/^[A-Za-z]/.test(token) || OPERATORS.flat().includes(token)) {
      next--;
      return fail();
    }
    if (tokens[next] !== '(') return { type: 'id', id: token };
    next++;
    return { type: 'call', name: token.toUpperCase(), args: members(')') };
  }

  function members(end: string): Expression[] {
    const found: Expression[] = [];
    while (tokens[next] !== end) {
      if (found.length > 0) take(',');
      found.push(operation(0));
    }
    next++;
    return found;
  }

  const whole = operation(0);
  return next < tokens.length ? fail() : whole;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    tokens.push(match.slice(1).find((part) => part !== undefined) ?? '');
    end = TOKEN.lastIndex;
  }
  if (text.slice(end).trim() !== '') throw invalid(`Error in expression '${text}': unexpected '${text.slice(end).trim()}'.`);
  return tokens;
}
