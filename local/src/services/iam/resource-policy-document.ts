import { checkConditionBlock } from './conditions';
import { isVersion } from './policy-document';

/** Of each and its opposite (`NotPrincipal`) a statement has one. */
const ELEMENTS = ['Principal', 'Action', 'Resource'];
const OTHERS = ['Sid', 'Effect', 'Condition'];

/**
 * The document of a policy on a resource (a queue, a topic, a key), as it was given. `invalid`: what the service answers to one
 * that is no policy.
 */
export function checkedResourcePolicy(value: unknown, invalid: () => Error, elements = ELEMENTS): unknown {
  const document = typeof value === 'string' ? parsed(value, invalid) : value;
  if (!isObject(document) || !isVersion(document.Version)) throw invalid();
  const statements = [document.Statement ?? []].flat();
  if (statements.length === 0 || !only(document, ['Version', 'Id', 'Statement'])) throw invalid();
  for (const statement of statements) {
    if (!isObject(statement) || !only(statement, [...elements.flatMap(eitherOf), ...OTHERS])) throw invalid();
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw invalid();
    if (elements.some((element) => eitherOf(element).filter((name) => statement[name] !== undefined).length !== 1)) throw invalid();
    if (statement.Condition !== undefined) checkConditionBlock(statement.Condition);
  }
  return document;
}

function eitherOf(element: string): string[] {
  return [element, `Not${element}`];
}

function parsed(text: string, invalid: () => Error): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid();
  }
}

function only(value: object, known: readonly string[]): boolean {
  return Object.keys(value).every((name) => known.includes(name));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
