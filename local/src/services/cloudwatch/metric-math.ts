import { type Expression, parseExpression } from './metric-math-parser';
import { invalid } from './put-metric-data';
import { NotSupportedError } from '../../core/service';

/** Values by the beginnings of their periods. */
export type Series = ReadonlyMap<number, number>;

type Value = number | Series | readonly Series[];

/** What an expression can speak of. */
export interface MathContext {
  /** A metric or another expression by its id. */
  readonly series: (id: string) => Series;
  /** Milliseconds. */
  readonly period: (id: string) => number;
  /** The ids of the metrics, not of expressions. */
  readonly metrics: readonly string[];
  /** The beginnings of all periods that are asked for. */
  readonly times: readonly number[];
}

/** Evaluates metric maths as far as the local cloud knows it. */
export function evaluateMath(text: string, context: MathContext): Series {
  if (/^\s*SELECT\b/i.test(text)) throw new NotSupportedError('queries of CloudWatch Metrics Insights');
  const value = evaluate(parseExpression(text), context);
  if (typeof value === 'number') return from(context.times, () => value);
  if (isList(value)) throw new NotSupportedError(`the expression '${text}' of CloudWatch, which gives several series`);
  return value;
}

function evaluate(expression: Expression, context: MathContext): Value {
  switch (expression.type) {
    case 'number': return expression.value;
    case 'text': throw invalid(`The text '${expression.value}' is no value.`);
    case 'id': return context.series(expression.id);
    case 'list': return expression.members.map((member) => series(evaluate(member, context)));
    case 'call': return call(expression.name, expression.args, context);
    case 'operation': return combine(evaluate(expression.left, context), evaluate(expression.right, context), OPERATIONS[expression.operator]);
  }
}

type Combination = (left: number, right: number) => number;

const truth = (value: boolean) => (value ? 1 : 0);

const OPERATIONS: Readonly<Record<string, Combination>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '>': (left, right) => truth(left > right),
  '<=': (left, right) => truth(left <= right),
  '>=': (left, right) => truth(left >= right),
  'AND': (left, right) => truth(left !== 0 && right !== 0),
  '&&': (left, right) => truth(left !== 0 && right !== 0),
  'OR': (left, right) => truth(left !== 0 || right !== 0),
  '||': (left, right) => truth(left !== 0 || right !== 0),
};

/** Where one of two series has no value there is none, nor where the result is no number. */
function combine(left: Value, right: Value, operation: Combination): Value {
  if (isList(left)) return left.map((member) => series(combine(member, right, operation)));
  if (isList(right)) return right.map((member) => series(combine(left, member, operation)));
  if (typeof left === 'number' && typeof right === 'number') return operation(left, right);
  const times = typeof left === 'number' ? series(right) : left;
  const at = (value: number | Series, time: number) => (typeof value === 'number' ? value : value.get(time));
  return from(times.keys(), (time) => {
    const [one, other] = [at(left, time), at(right, time)];
    return one === undefined || other === undefined ? undefined : operation(one, other);
  });
}

const ALL: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((one, other) => one + other, 0),
  AVG: (values) => values.reduce((one, other) => one + other, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

const EACH: Readonly<Record<string, (value: number) => number>> = { ABS: Math.abs, CEIL: Math.ceil, FLOOR: Math.floor };

function call(name: string, args: readonly Expression[], context: MathContext): Value {
  const value = (index: number) => evaluate(args[index], context);
  if (name === 'METRICS') return metrics(args, context);
  const count = (least: number, most = least) => {
    if (args.length < least || args.length > most) throw invalid(`The function ${name} takes ${least === most ? least : `${least} to ${most}`} arguments.`);
  };
  if (name in ALL) {
    count(1);
    return over(value(0), ALL[name]);
  }
  if (name in EACH) {
    count(1);
    return combine(value(0), 0, (each) => EACH[name](each));
  }
  switch (name) {
    case 'IF':
      count(2, 3);
      return choose(value(0), value(1), args.length > 2 ? value(2) : undefined);
    case 'FILL': {
      count(2);
      const [known, filling] = [series(value(0)), value(1)];
      return from(context.times, (time) => known.get(time) ?? (typeof filling === 'number' ? filling : series(filling).get(time)));
    }
    case 'PERIOD': {
      count(1);
      const [of] = args;
      if (of.type !== 'id') throw invalid('PERIOD takes the id of a metric.');
      return context.period(of.id) / 1000;
    }
    default: throw new NotSupportedError(`the function ${name} of CloudWatch's metric maths`);
  }
}

/** All metrics, or those whose ids hold a text. */
function metrics(args: readonly Expression[], context: MathContext): readonly Series[] {
  const part = args.map((argument) => {
    if (argument.type === 'text') return argument.value;
    throw invalid('METRICS takes a text.');
  })[0] ?? '';
  return context.metrics.filter((id) => id.includes(part)).map(context.series);
}

/** Of a series one number; of several series one, where any of them has a value. */
function over(value: Value, all: (values: readonly number[]) => number): Value {
  if (typeof value === 'number') return value;
  if (!isList(value)) return all([...value.values()]);
  const times = new Set(value.flatMap((member) => [...member.keys()]));
  return from(times, (time) => all(value.flatMap((member) => member.get(time) ?? [])));
}

function choose(condition: Value, yes: Value, no: Value | undefined): Value {
  if (typeof condition === 'number') return condition !== 0 ? yes : no ?? new Map<number, number>();
  const at = (value: Value | undefined, time: number) => (value === undefined || typeof value === 'number' ? value : series(value).get(time));
  return from(series(condition).keys(), (time) => at(series(condition).get(time) !== 0 ? yes : no, time));
}

function from(times: Iterable<number>, valueAt: (time: number) => number | undefined): Series {
  const found = new Map<number, number>();
  for (const time of times) {
    const value = valueAt(time);
    if (value !== undefined && Number.isFinite(value)) found.set(time, value);
  }
  return found;
}

function isList(value: Value): value is readonly Series[] {
  return Array.isArray(value);
}

function series(value: Value): Series {
  if (typeof value === 'number' || isList(value)) throw invalid('A series is expected, not a number or a list.');
  return value;
}
