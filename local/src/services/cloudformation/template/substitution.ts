import { validationError } from '../errors';
import { isObject } from './values';

export type SubPart = { readonly text: string } | { readonly variable: string };

/** Both forms of `Fn::Sub`, taken apart. */
export function parseSub(argument: unknown): { parts: SubPart[]; variables: Record<string, unknown> } {
  const [text, variables] = Array.isArray(argument) ? argument as unknown[] : [argument, {}];
  if (typeof text !== 'string' || !isObject(variables) || (Array.isArray(argument) && argument.length !== 2)) {
    throw validationError('Template error: One or more Fn::Sub intrinsic functions don\'t specify expected arguments. '
      + 'Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string');
  }
  return { parts: split(text), variables };
}

function split(text: string): SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const [whole, name = ''] = match;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (name.startsWith('!')) {
      parts.push({ text: `\${${name.slice(1)}}` });
    } else if (/^[\w.:]+$/.test(name)) {
      parts.push({ variable: name });
    } else {
      throw validationError('Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons');
    }
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The arguments of `Fn::GetAtt`, in its list and its dotted form. The attribute may still be a function call. */
export function parseGetAtt(argument: unknown): { logicalId: string; attribute: unknown } {
  const list: unknown[] = typeof argument === 'string' ? dotted(argument) : Array.isArray(argument) ? argument : [];
  const [logicalId, attribute] = list;
  if (list.length !== 2 || typeof logicalId !== 'string' || (typeof attribute !== 'string' && !isObject(attribute))) {
    throw validationError('Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute');
  }
  return { logicalId, attribute };
}

/** A logical id has no dots, an attribute may have some. */
export function dotted(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
