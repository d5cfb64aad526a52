/**
 * Writes `src/services/lightsail/api-model.json`: the operations, structures and enums of Lightsail's API, as
 * `@aws-sdk/client-lightsail` has them. The local cloud reads only that file, so that it neither loads the client nor relies
 * on the client's schemas at run time. Run it after each upgrade of the client, and look at what the file's difference says:
 *
 *     npm run lightsail-api-model -w local
 *
 * The schemas tell members, types and what is required; that a text is one of an enum's only the type declarations tell.
 */
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as client from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import * as ts from 'typescript';
import type { ApiModel, ApiType, Structure } from '../src/services/lightsail/api';

export const MODEL_FILE = join(__dirname, '../src/services/lightsail/api-model.json');

type Schema = Parameters<typeof NormalizedSchema.of>[0];
/** How the client writes an operation down: what it is, namespace, name, traits, input, output. */
type OperationSchema = readonly [9, string, string, unknown, Schema, Schema];

const EXPORTS = Object.entries(client as unknown as Record<string, unknown>).sort(([one], [other]) => (one < other ? -1 : 1));

export function readModel(): ApiModel {
  const enums = readEnums();
  const enumOf = readEnumMembers(enums);
  const structures: Record<string, Structure> = {};
  const operations: ApiModel['operations'] = {};
  for (const [, value] of EXPORTS) {
    if (!isOperationSchema(value)) continue;
    const [, , name, , input, output] = value;
    operations[name] = { input: addStructure(NormalizedSchema.of(input)), output: addStructure(NormalizedSchema.of(output)) };
  }
  return { operations, structures: sorted(structures), enums };

  function addStructure(schema: NormalizedSchema): string {
    const name = schema.getName();
    if (name === undefined) throw new Error('A structure without a name.');
    if (Object.hasOwn(structures, name)) return name;
    const members: Structure['members'] = {};
    // Before its members: a structure may contain itself.
    structures[name] = { members, required: requiredMembers(schema) };
    for (const [member, memberSchema] of schema.structIterator()) members[member] = typeOf(memberSchema, enumOf.get(`${name}.${member}`));
    return name;
  }

  function typeOf(schema: NormalizedSchema, enumName: string | undefined): ApiType {
    if (schema.isStructSchema()) return { structure: addStructure(schema) };
    if (schema.isListSchema()) return { list: typeOf(schema.getValueSchema(), enumName) };
    if (schema.isMapSchema()) return { map: typeOf(schema.getValueSchema(), enumName) };
    if (schema.isStringSchema()) return enumName === undefined ? 'string' : { enum: enumName };
    if (schema.isBooleanSchema()) return 'boolean';
    if (schema.isNumericSchema()) return 'number';
    if (schema.isTimestampSchema()) return 'timestamp';
    if (schema.isBlobSchema()) return 'blob';
    throw new Error(`The schema ${schema.getName(true) ?? '?'} is of a kind that this tool does not know.`);
  }
}

/** One operation, structure or enum in each line, so that differences can be read. */
export function writeModel(model: ApiModel): string {
  const sections = Object.entries(model).map(([section, entries]) => {
    const lines = Object.entries(entries as Record<string, unknown>).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(section)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

function isOperationSchema(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

/** The client lists a structure's required members first, and says how many they are. */
function requiredMembers(schema: NormalizedSchema): string[] {
  const definition = schema.getSchema();
  if (!Array.isArray(definition)) return [];
  const [, , , , names, , count] = definition as unknown[];
  return (names as string[]).slice(0, typeof count === 'number' ? count : 0);
}

/** An enum is an object of texts. */
function readEnums(): Record<string, string[]> {
  const enums: Record<string, string[]> = {};
  for (const [name, value] of EXPORTS) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const values = Object.values(value);
    if (values.every((item) => typeof item === 'string')) enums[name] = values;
  }
  return enums;
}

/** By `Structure.member`: which enum the member's texts, or those in its list, come from. */
function readEnumMembers(enums: Readonly<Record<string, unknown>>): Map<string, string> {
  const folder = join(dirname(require.resolve('@aws-sdk/client-lightsail/package.json')), 'dist-types/models');
  const found = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest);
    source.forEachChild((declaration) => {
      if (!ts.isInterfaceDeclaration(declaration)) return;
      for (const member of declaration.members) {
        const name = ts.isPropertySignature(member) && member.type && enumIn(member.type, enums);
        if (name && member.name && ts.isIdentifier(member.name)) found.set(`${declaration.name.text}.${member.name.text}`, name);
      }
    });
  }
  return found;
}

function enumIn(type: ts.Node, enums: Readonly<Record<string, unknown>>): string | undefined {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const { text } = type.typeName;
    if (Object.hasOwn(enums, text)) return text;
    // A map's keys may come from an enum, too: what counts is its values.
    if (text === 'Record' && type.typeArguments) return enumIn(type.typeArguments[1], enums);
  }
  return ts.forEachChild(type, (child) => enumIn(child, enums));
}

function sorted<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
}

if (require.main === module) writeFileSync(MODEL_FILE, writeModel(readModel()));
