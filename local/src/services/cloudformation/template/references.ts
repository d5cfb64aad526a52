import { dotted, parseGetAtt, parseSub } from './substitution';
import { intrinsicCall, isObject } from './values';

/** A place where a template names something else. */
export type Reference =
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly attribute: unknown }
  | { readonly kind: 'condition'; readonly name: string }
  | { readonly kind: 'import'; readonly argument: unknown }
  | { readonly kind: 'call'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Everything that a value refers to. `choose` says which branch of an `Fn::If` counts: without it, both do.
 */
export function* references(value: unknown, choose?: (condition: string) => boolean): Generator<Reference> {
  if (typeof value === 'string') {
    yield { kind: 'text', text: value };
  } else if (Array.isArray(value)) {
    for (const item of value) yield* references(item, choose);
  } else if (isObject(value)) {
    const call = intrinsicCall(value);
    if (call) yield* callReferences(call[0], call[1], choose);
    else for (const item of Object.values(value)) yield* references(item, choose);
  }
}

function* callReferences(name: string, argument: unknown, choose?: (condition: string) => boolean): Generator<Reference> {
  yield { kind: 'call', name };
  switch (name) {
    case 'Ref':
      if (typeof argument === 'string') yield { kind: 'ref', name: argument };
      return;
    case 'Fn::GetAtt': {
      const { logicalId, attribute } = parseGetAtt(argument);
      yield { kind: 'attribute', name: logicalId, attribute };
      yield* references(attribute, choose);
      return;
    }
    case 'Fn::Sub': {
      const { parts, variables } = parseSub(argument);
      yield* references(Object.values(variables), choose);
      for (const part of parts) {
        if ('text' in part) {
          yield { kind: 'text', text: part.text };
        } else if (!Object.hasOwn(variables, part.variable)) {
          const [logicalId = '', attribute] = dotted(part.variable);
          yield attribute === undefined ? { kind: 'ref', name: logicalId } : { kind: 'attribute', name: logicalId, attribute };
        }
      }
      return;
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? argument as unknown[] : [];
      if (typeof condition !== 'string') return;
      yield { kind: 'condition', name: condition };
      yield* references(choose ? (choose(condition) ? whenTrue : whenFalse) : [whenTrue, whenFalse], choose);
      return;
    }
    case 'Fn::ImportValue':
      yield { kind: 'import', argument };
      yield* references(argument, choose);
      return;
    default:
      yield* references(argument, choose);
  }
}
