import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { StateError } from './errors';
import { readPath, type Scope } from './paths';
import type { Json, JsonObject } from '../../core/json';
import { NotSupportedError } from '../../core/service';

/** The value of `States.Format('…', $.a)`, of a path, or of what stands inside of them. */
export function evaluate(expression: string, scope: Scope, field: string): Json {
  const parser = new Parser(expression, scope, field);
  const value = parser.value();
  parser.end();
  return value;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string, private readonly scope: Scope, private readonly field: string) {}

  /** `isTemplate`: its escaped braces stay escaped, as they are no place for a value. */
  value(isTemplate = false): Json {
    const literal = this.take(/'((?:[^'\\]|\\.)*)'/y);
    if (literal) return (literal[1] ?? '').replace(isTemplate ? /\\([^{}])/g : /\\(.)/g, '$1');
    const number = this.take(/-?\d+(\.\d+)?/y);
    if (number) return Number(number[0]);
    const word = this.take(/(true|false|null)\b/y);
    if (word) return JSON.parse(word[0]) as Json;
    const path = this.take(/\$\$?(\.[\p{L}_][\p{L}\p{N}_-]*|\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\]|\[\d+\])*/uy);
    if (path) return readPath(path[0], this.scope, this.field);
    const call = this.take(/States\.(\w+)\s*\(/y);
    if (!call) throw new NotSupportedError(`the expression "${this.text}" in the field '${this.field}'`);
    const name = call[1] ?? '';
    const args: Json[] = [];
    while (!this.take(/\)/y)) {
      if (args.length > 0 && !this.take(/,/y)) throw this.failure('a comma is missing');
      args.push(this.value(name === 'Format' && args.length === 0));
    }
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (!intrinsic) throw new NotSupportedError(`the intrinsic function States.${name}`);
    return intrinsic(new Arguments(args, (reason) => this.failure(reason)));
  }

  end(): void {
    this.take(/\s*/y);
    if (this.at < this.text.length) throw new NotSupportedError(`the expression "${this.text}" in the field '${this.field}'`);
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    while (this.text[this.at] === ' ') this.at++;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match ?? undefined;
  }

  private failure(reason: string): StateError {
    return new StateError('States.IntrinsicFailure', `The function '${this.text}' had the following error: ${reason}`);
  }
}

type Intrinsic = (args: Arguments) => Json;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Format: (args) => {
    const [template, left] = [args.text(0), args.from(1)];
    const text = template.replace(/\\([{}])|\{\}/g, (_match, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped;
      const value = left.shift();
      if (value === undefined) throw args.failure('too few arguments');
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
    if (left.length > 0) throw args.failure('too many arguments');
    return text;
  },
  StringToJson: (args) => {
    const text = args.only(1).text(0);
    try {
      return JSON.parse(text) as Json;
    } catch {
      throw args.failure('the text is no JSON');
    }
  },
  JsonToString: (args) => JSON.stringify(args.only(1).any(0)),
  JsonMerge: (args) => {
    if (args.only(3).any(2) !== false) throw args.failure('only a shallow merge is supported');
    return { ...args.object(0), ...args.object(1) };
  },
  Array: (args) => args.from(0),
  ArrayContains: (args) => args.only(2).list(0).some((member) => isDeepStrictEqual(member, args.any(1))),
  ArrayGetItem: (args) => {
    const item = args.only(2).list(0)[args.integer(1)];
    if (item === undefined) throw args.failure('the index is out of bounds');
    return item;
  },
  ArrayLength: (args) => args.only(1).list(0).length,
  ArrayPartition: (args) => {
    const [list, size] = [args.only(2).list(0), args.integer(1)];
    if (size < 1) throw args.failure('the size of a part must be a positive number');
    return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
  },
  ArrayRange: (args) => {
    const [first, last, step] = [args.only(3).integer(0), args.integer(1), args.integer(2)];
    if (step === 0) throw args.failure('the step must not be 0');
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > LONGEST_RANGE) throw args.failure(`the array would have more than ${LONGEST_RANGE} members`);
    return Array.from({ length }, (_, index) => first + index * step);
  },
  ArrayUnique: (args) => args.only(1).list(0).filter((one, index, all) => all.findIndex((other) => isDeepStrictEqual(one, other)) === index),
  Base64Encode: (args) => Buffer.from(args.only(1).shortText(0)).toString('base64'),
  Base64Decode: (args) => Buffer.from(args.only(1).shortText(0), 'base64').toString(),
  Hash: (args) => {
    const [data, name] = [args.only(2).any(0), args.text(1)];
    const algorithm = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
    if (!algorithm) throw args.failure(`the algorithm must be one of ${Object.keys(ALGORITHMS).join(', ')}`);
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    if (text.length > LONGEST_TEXT) throw args.failure(`the text has more than ${LONGEST_TEXT} characters`);
    return createHash(algorithm).update(text).digest('hex');
  },
  MathAdd: (args) => args.only(2).integer(0) + args.integer(1),
  StringSplit: (args) => {
    const [text, separators] = [args.only(2).text(0), args.text(1)];
    if (separators === '') return [text];
    const characters = separators.replace(/[\\\]^-]/g, '\\$&');
    return text.split(new RegExp(`[${characters}]`)).filter((part) => part !== '');
  },
  UUID: (args) => {
    args.only(0);
    return randomUUID();
  },
};

const ALGORITHMS: Readonly<Record<string, string>> = { 'MD5': 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const LONGEST_TEXT = 10_000;
const LONGEST_RANGE = 1000;

/** What a function is given. It fails, as in the cloud, if that is of the wrong type. */
class Arguments {
  constructor(private readonly values: readonly Json[], readonly failure: (reason: string) => StateError) {}

  /** Fails unless there are exactly so many. */
  only(count: number): this {
    if (this.values.length !== count) throw this.failure(`it takes ${count} arguments, got ${this.values.length}`);
    return this;
  }

  from(index: number): Json[] {
    return this.values.slice(index);
  }

  any(index: number): Json {
    const value = this.values[index];
    if (value === undefined) throw this.failure('too few arguments');
    return value;
  }

  text(index: number): string {
    const value = this.any(index);
    if (typeof value !== 'string') throw this.wrong(index, 'a string');
    return value;
  }

  shortText(index: number): string {
    const value = this.text(index);
    if (value.length > LONGEST_TEXT) throw this.failure(`the text has more than ${LONGEST_TEXT} characters`);
    return value;
  }

  /** Numbers are rounded to the nearest whole one. */
  integer(index: number): number {
    const value = this.any(index);
    if (typeof value !== 'number') throw this.wrong(index, 'a number');
    return Math.round(value);
  }

  list(index: number): Json[] {
    const value = this.any(index);
    if (!Array.isArray(value)) throw this.wrong(index, 'an array');
    return value;
  }

  object(index: number): JsonObject {
    const value = this.any(index);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong(index, 'an object');
    return value;
  }

  private wrong(index: number, expected: string): StateError {
    return this.failure(`argument ${index + 1} must be ${expected}, got ${JSON.stringify(this.values[index])}`);
  }
}
