import { type CollectionTag, Pair, parseDocument, Scalar, type ScalarTag, visit, YAMLMap, type YAMLSeq } from 'yaml';
import type { JsonObject } from '../../../core/json';
import { validationError } from '../errors';
import { isObject } from './values';

/** The functions that have a short form; `!Ref` and `!Condition` have no prefix. */
const SHORT = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub',
  'ToJsonString', 'Transform',
];
const PLAIN = ['Condition', 'Ref'];
const LARGEST_BODY = 51_200;

/** A template that came as a text: JSON, or YAML with the short forms of functions. */
export function parseTemplateText(text: string): JsonObject {
  const value = text.trimStart().startsWith('{') ? json(text) : undefined;
  const template = value ?? yaml(text);
  if (!isObject(template)) throw validationError('Template format error: unsupported structure.');
  return template as JsonObject;
}

/** Refuses a template in a request that is too large for one. */
export function checkBodySize(text: string): void {
  const size = Buffer.byteLength(text);
  if (size > LARGEST_BODY) {
    throw validationError(`1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST_BODY}`);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // YAML may begin with a brace, too.
    return undefined;
  }
}

function yaml(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', customTags: (known) => [...known, ...TAGS], uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const [{ line, col }] = error.linePos ?? [{ line: 1, col: 1 }];
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  const [warning] = document.warnings;
  if (warning) throw validationError(`Template format error: ${warning.message.split('\n')[0] ?? 'YAML not well-formed.'}`);
  visit(document, {
    Alias: () => { throw validationError('Template format error: YAML aliases are not allowed in CloudFormation templates'); },
  });
  const value: unknown = document.toJS();
  // Keys may be anything in YAML, but in a template they are texts.
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

const TAGS = tags();

function tags(): Array<ScalarTag | CollectionTag> {
  const functions = [...SHORT.map((name) => ({ tag: `!${name}`, full: `Fn::${name}` })), ...PLAIN.map((name) => ({ tag: `!${name}`, full: name }))];
  const wrapped = functions.flatMap(({ tag, full }): Array<ScalarTag | CollectionTag> => [
    { tag, resolve: (text) => ({ [full]: text }) },
    { tag, collection: 'seq', resolve: (node) => calling(full, node) },
    { tag, collection: 'map', resolve: (node) => calling(full, node) },
  ]);
  return [
    ...wrapped,
    // `!GetAtt Resource.Attribute`: the first dot separates them.
    { tag: '!GetAtt', resolve: (text) => ({ 'Fn::GetAtt': [text.slice(0, text.indexOf('.')), text.slice(text.indexOf('.') + 1)] }) },
    { tag: '!GetAtt', collection: 'seq', resolve: (node) => calling('Fn::GetAtt', node) },
  ];
}

function calling(name: string, argument: YAMLMap.Parsed | YAMLSeq.Parsed): YAMLMap {
  const call = new YAMLMap();
  call.items.push(new Pair(new Scalar(name), argument));
  return call;
}
