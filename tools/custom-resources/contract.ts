import * as path from 'node:path';
import * as ts from 'typescript';

const SRC = path.join(__dirname, '..', '..', 'src');

/** A member of an interface of a contract. */
export interface Member {
  readonly name: string;
  readonly text: string;
  readonly required: boolean;
  readonly type: 'string' | 'number' | 'boolean' | 'tags' | { readonly group: string };
  readonly list: boolean;
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly default?: string;
  /** What a change of it does. */
  readonly change?: string;
}

/** The interfaces of a contract, by name: `alarms/alarm-contract.ts`. */
export function readContract(file: string): ReadonlyMap<string, readonly Member[]> {
  const source = ts.createSourceFile(file, ts.sys.readFile(path.join(SRC, file)) ?? '', ts.ScriptTarget.ES2022, true);
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  const names = new Set(interfaces.map(({ name }) => name.text));
  return new Map(interfaces.map((declaration) => [
    declaration.name.text, declaration.members.filter(ts.isPropertySignature).map((member) => memberOf(member, names)),
  ]));
}

function memberOf(node: ts.PropertySignature, interfaces: ReadonlySet<string>): Member {
  const name = node.name.getText();
  const tags = new Map(ts.getJSDocTags(node).map((tag) => [tag.tagName.text, flat(ts.getTextOfJSDocComment(tag.comment))]));
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = flat(ts.getTextOfJSDocComment(comment?.comment));
  if (text === '') throw new Error(`The property ${name} has no description.`);
  const written = node.type?.getText() ?? '';
  const list = /^(readonly .*\[\]|ReadonlyArray<)/.test(written);
  return {
    name,
    text,
    required: node.questionToken === undefined,
    list: list && name !== 'Tags',
    type: name === 'Tags' ? 'tags' : typeOf(written.replace(/^readonly |\[\]$/g, ''), interfaces),
    values: tags.get('values')?.split(', '),
    minimum: numberOf(tags.get('minimum')),
    maximum: numberOf(tags.get('maximum')),
    pattern: tags.get('pattern'),
    default: tags.get('default'),
    change: tags.get('change'),
  };
}

function typeOf(written: string, interfaces: ReadonlySet<string>): Member['type'] {
  if (interfaces.has(written)) return { group: written };
  if (written === 'Flag' || written.startsWith('boolean')) return 'boolean';
  if (written === 'Count' || written.startsWith('number')) return 'number';
  return 'string';
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function flat(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
