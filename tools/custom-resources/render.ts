import { type Member, readContract } from './contract';
import type { CustomResourceType } from './types';

/** A type with its members as they are for it, and the groups of properties that they refer to. */
export interface DescribedType extends CustomResourceType {
  readonly members: readonly Member[];
  readonly groups: ReadonlyMap<string, readonly Member[]>;
  readonly attributeMembers: readonly Member[];
}

export function describeType(type: CustomResourceType): DescribedType {
  const interfaces = readContract(type.contract);
  const members = (interfaces.get(type.properties) ?? []).filter(({ name }) => !type.without?.includes(name))
    .map((member) => ({ ...member, ...type.narrower?.[member.name] }));
  const groups = new Map<string, readonly Member[]>();
  const visit = (some: readonly Member[]): void => {
    for (const { type: its } of some) {
      if (typeof its === 'string' || groups.has(its.group)) continue;
      const inner = interfaces.get(its.group) ?? [];
      groups.set(its.group, inner);
      visit(inner);
    }
  };
  visit(members);
  return { ...type, members, groups, attributeMembers: interfaces.get(type.attributes ?? '') ?? [] };
}

// --- The schema -----------------------------------------------------------------------------------------------------

type Schema = Readonly<Record<string, unknown>>;

/** A resource type schema, as CloudFormation's registry has them: also a JSON schema of the properties. */
export function schemaOf(type: DescribedType): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    typeName: type.type,
    description: type.summary,
    type: 'object',
    properties: {
      ServiceToken: { type: 'string', description: "The ARN of the provider's function." },
      ServiceTimeout: {
        ...scalar('number', { minimum: 1, maximum: 3600 }),
        description: 'When CloudFormation stops waiting, in seconds: at least 300 more than TimeoutSeconds.',
      },
      ...propertiesOf(type.members),
      ...Object.fromEntries(type.attributeMembers.filter(({ name }) => !type.members.some((member) => member.name === name))
        .map(({ name, text }) => [name, { type: 'string', description: text }])),
    },
    required: ['ServiceToken', ...requiredOf(type.members)],
    additionalProperties: false,
    readOnlyProperties: type.attributeMembers.filter(({ name }) => !type.members.some((member) => member.name === name)).map(({ name }) => `/properties/${name}`),
    definitions: Object.fromEntries([
      ...[...type.groups].map(([name, members]) => [name, {
        type: 'object', properties: propertiesOf(members), required: requiredOf(members), additionalProperties: false,
      }]),
      ...type.members.some((member) => member.type === 'tags') ? [['Tag', {
        type: 'object',
        properties: {
          Key: { type: 'string', minLength: 1, maxLength: 128, pattern: '^(?!aws:|cdk-lightsail:)' }, Value: { type: 'string', maxLength: 256 },
        },
        required: ['Key'],
        additionalProperties: false,
      }]] : [],
    ]),
  };
}

function requiredOf(members: readonly Member[]): string[] {
  return members.filter(({ required }) => required).map(({ name }) => name);
}

function propertiesOf(members: readonly Member[]): Schema {
  return Object.fromEntries(members.map((member) => [member.name, { ...valueSchema(member), description: member.text }]));
}

function valueSchema(member: Member): Schema {
  if (member.type === 'tags') return { type: 'array', items: { $ref: '#/definitions/Tag' }, maxItems: 45 };
  const one = typeof member.type === 'string' ? scalar(member.type, member) : { $ref: `#/definitions/${member.type.group}` };
  return member.list ? { type: 'array', items: one } : one;
}

/** CloudFormation hands on texts, whatever the template says: numbers and flags may be written as such, too. */
function scalar(type: 'string' | 'number' | 'boolean', { values, minimum, maximum, pattern }: Partial<Member>): Schema {
  if (values) return { type: 'string', enum: values };
  if (type === 'number') return { type: ['number', 'string'], minimum, maximum, pattern: '^-?[0-9.]+$' };
  if (type === 'boolean') return { type: ['boolean', 'string'], enum: [true, false, 'true', 'false'] };
  return { type: 'string', pattern };
}

// --- The page -------------------------------------------------------------------------------------------------------

export function sectionOf(type: DescribedType, example: string): string {
  return [
    `## ${type.type}`,
    type.summary,
    `Family: \`LightsailFamily.${type.family}\`. \`Ref\` gives ${type.ref}. [Schema](../schemas/${type.type.replace('Custom::', '')}.json).`,
    propertyTable(type.members, true),
    ...[...type.groups].map(([name, members]) => `### ${titleOf(name)}\n\n${propertyTable(members, false)}`),
    ...type.attributeMembers.length > 0
      ? [`### Attributes\n\n| \`Fn::GetAtt\` | value |\n|---|---|\n${type.attributeMembers.map(({ name, text }) => `| \`${name}\` | ${text} |`).join('\n')}`]
      : ['It has no attributes.'],
    ...example === '' ? [] : [`### Example\n\n\`\`\`yaml\n${example.trim()}\n\`\`\``],
  ].join('\n\n');
}

function titleOf(group: string): string {
  return group.replace(/Properties$/, '');
}

function propertyTable(members: readonly Member[], withChange: boolean): string {
  const head = ['property', 'type', 'default', ...withChange ? ['a change is made'] : [], 'what it is'];
  const rows = members.map((member) => [
    `\`${member.name}\``, typeText(member), member.required ? '**required**' : defaultText(member), ...withChange ? [changeText(member)] : [], member.text,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function changeText({ name, change }: Member): string {
  if (change === undefined) throw new Error(`What a change of ${name} does is not documented: add @change.`);
  return change === 'nothing' ? 'without effect' : change;
}

function defaultText({ name, default: usual }: Member): string {
  if (name === 'Tags') return 'none';
  if (usual === undefined) throw new Error(`The default of ${name} is not documented: add @default.`);
  return /^(\d+|true|false|[a-z]+)$/.test(usual) && !['none', 'all'].includes(usual) ? `\`${usual}\`` : usual;
}

function typeText(member: Member): string {
  const { type, list, values, minimum, maximum } = member;
  if (type === 'tags') return 'list of `Key`, `Value`';
  const range = minimum === undefined ? '' : maximum === undefined ? `, ${minimum} or more` : `, ${minimum} to ${maximum}`;
  const one = typeof type === 'object' ? `[${titleOf(type.group)}](#${titleOf(type.group).toLowerCase()})` : values ? values.map((value) => `\`${value}\``).join(', ') : `${type}${range}`;
  return list ? `list of ${one}` : one;
}
