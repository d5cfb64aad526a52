import { NotSupportedError } from '../../../core/service';
import { validationError } from '../errors';
import { isObject } from './values';

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** A template whose shape has been checked, before any function in it is evaluated. */
export interface Template {
  readonly description?: string;
  readonly languageExtensions: boolean;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly rules: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateResource {
  readonly type: string;
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: unknown;
  readonly updateReplacePolicy: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface TemplateOutput {
  readonly condition?: string;
  readonly description?: string;
  readonly value: unknown;
  /** The argument of `Export: { Name: … }`. */
  readonly exportName?: unknown;
}

const SECTIONS = [
  'AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Transform', 'Resources', 'Outputs',
];

export function parseTemplate(raw: unknown): Template {
  if (!isObject(raw)) throw validationError('Template format error: unsupported structure.');
  const strange = Object.keys(raw).filter((key) => !SECTIONS.includes(key));
  if (strange.some((key) => key === 'Hooks' || key.startsWith('Fn::'))) throw new NotSupportedError(`the template section ${strange.join(', ')}`);
  if (strange.length > 0) throw validationError(`Invalid template property or properties [${strange.join(', ')}]`);
  if (raw.AWSTemplateFormatVersion !== undefined && raw.AWSTemplateFormatVersion !== '2010-09-09') {
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  }
  const resources = section(raw, 'Resources');
  if (Object.keys(resources).length === 0) throw validationError('Template format error: At least one Resources member must be defined.');
  return {
    description: typeof raw.Description === 'string' ? raw.Description : undefined,
    languageExtensions: transforms(raw.Transform),
    parameters: objects(raw, 'Parameters'),
    mappings: section(raw, 'Mappings'),
    conditions: section(raw, 'Conditions'),
    rules: section(raw, 'Rules'),
    resources: mapValues(resources, parseResource),
    outputs: mapValues(objects(raw, 'Outputs'), parseOutput),
  };
}

function transforms(value: unknown): boolean {
  const names: unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  const unknown = names.find((name) => name !== 'AWS::LanguageExtensions');
  if (unknown !== undefined) throw new NotSupportedError(`the transform ${typeof unknown === 'string' ? unknown : JSON.stringify(unknown)}`);
  return names.length > 0;
}

function section(raw: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = raw[name] ?? {};
  if (!isObject(value)) throw validationError(`Template format error: ${name} must be an object.`);
  for (const key of Object.keys(value)) {
    if (key.startsWith('Fn::')) throw new NotSupportedError(`the function ${key.split('::', 2).join('::')} in ${name}`);
    if (name !== 'Rules' && !/^[a-zA-Z0-9]+$/.test(key) && name !== 'Mappings') {
      throw validationError(`Template format error: ${name} name ${key} is non alphanumeric.`);
    }
  }
  return value;
}

function objects(raw: Record<string, unknown>, name: string): Record<string, Record<string, unknown>> {
  return mapValues(section(raw, name), (key, value) => {
    if (!isObject(value)) throw validationError(`Template format error: Every ${name} member must be an object: ${key}.`);
    return value;
  });
}

function parseResource(logicalId: string, raw: unknown): TemplateResource {
  if (!isObject(raw) || typeof raw.Type !== 'string') {
    throw validationError(`Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  }
  const { Type, Condition, DependsOn, DeletionPolicy, UpdateReplacePolicy, Properties, Metadata, ...rest } = raw;
  void Metadata;
  const [strange] = Object.keys(rest);
  if (strange === 'CreationPolicy' || strange === 'UpdatePolicy') throw new NotSupportedError(`the resource attribute ${strange} (${logicalId})`);
  if (strange !== undefined) throw validationError(`Invalid template resource property '${strange}'`);
  if (Properties !== undefined && !isObject(Properties)) {
    throw validationError(`Template format error: [/Resources/${logicalId}/Properties] Properties must be an object.`);
  }
  const dependsOn: unknown[] = DependsOn === undefined ? [] : Array.isArray(DependsOn) ? DependsOn : [DependsOn];
  return {
    type: Type,
    condition: optionalName(Condition, `/Resources/${logicalId}/Condition`),
    dependsOn: dependsOn.map((name) => optionalName(name, `/Resources/${logicalId}/DependsOn`) ?? ''),
    deletionPolicy: DeletionPolicy,
    updateReplacePolicy: UpdateReplacePolicy,
    properties: Properties ?? {},
  };
}

function parseOutput(name: string, raw: Record<string, unknown>): TemplateOutput {
  const { Value, Description, Condition, Export, ...rest } = raw;
  const [strange] = Object.keys(rest);
  if (strange !== undefined) throw validationError(`Template format error: [/Outputs/${name}] Encountered unsupported property ${strange}.`);
  if (Value === undefined) throw validationError(`Template format error: Output ${name} is malformed. The Value field is required.`);
  if (Export !== undefined && (!isObject(Export) || Export.Name === undefined)) {
    throw validationError(`Template format error: Output ${name} is malformed. The Name field of every Export member must be specified.`);
  }
  return {
    value: Value,
    description: typeof Description === 'string' ? Description : undefined,
    condition: optionalName(Condition, `/Outputs/${name}/Condition`),
    exportName: isObject(Export) ? Export.Name : undefined,
  };
}

function optionalName(value: unknown, where: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw validationError(`Template format error: [${where}] must be a string.`);
}

function mapValues<T, U>(record: Record<string, T>, change: (key: string, value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(key, value)]));
}
