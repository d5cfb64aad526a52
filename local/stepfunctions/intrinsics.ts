import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../json';
import { NotSupportedError } from '../service';
import { StateError } from './errors';
import { readPath, type Scope } from './paths';

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

  value(): Json {
    const literal = this.take(/'((?:[^'\\]|\\.)*)'/y);
    if (literal) return (literal[1] ?? '').replace(/\\(.)/g, '$1');
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
      args.push(this.value());
    }
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (!intrinsic) throw new NotSupportedError(`the intrinsic function States.${name}`);
    return intrinsic(args, (reason) => this.failure(reason));
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

type Intrinsic = (args: Json[], failure: (reason: string) => StateError) => Json;

const INTRINSICS: Record<string, Intrinsic> = {
  Format: ([template, ...values], failure) => {
    const left = [...values];
    const text = String(template).replace(/\{\}/g, () => {
      const value = left.shift();
      if (value === undefined) throw failure('too few arguments');
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
    if (left.length > 0) throw failure('too many arguments');
    return text;
  },
  StringToJson: ([text], failure) => {
    try {
      return JSON.parse(String(text)) as Json;
    } catch {
      throw failure('the text is no JSON');
    }
  },
  JsonToString: ([value]) => JSON.stringify(value),
  JsonMerge: ([one, other, deep], failure) => {
    if (deep !== false) throw failure('only a shallow merge is supported');
    return { ...one as JsonObject, ...other as JsonObject };
  },
  Array: (values) => values,
  ArrayContains: ([list, value]) => (list as Json[]).some((member) => isDeepStrictEqual(member, value)),
  ArrayGetItem: ([list, index], failure) => {
    const item = (list as Json[])[Number(index)];
    if (item === undefined) throw failure('the index is out of bounds');
    return item;
  },
  ArrayLength: ([list]) => (list as Json[]).length,
  ArrayUnique: ([list]) => (list as Json[]).filter((one, index, all) => all.findIndex((other) => isDeepStrictEqual(one, other)) === index),
  Base64Encode: ([text]) => Buffer.from(String(text)).toString('base64'),
  Base64Decode: ([text]) => Buffer.from(String(text), 'base64').toString(),
  Hash: ([text, algorithm]) => createHash(String(algorithm).replace('-', '')).update(String(text)).digest('hex'),
  MathAdd: ([one, other]) => Number(one) + Number(other),
  StringSplit: ([text, separators]) => {
    const characters = String(separators).replace(/[\\\]^-]/g, '\\$&');
    return String(text).split(new RegExp(`[${characters}]`)).filter((part) => part !== '');
  },
  UUID: () => randomUUID(),
};
