import { type ApiType, enumValues, operationShape, structure } from '../../../src/services/lightsail/api';
import type { Output } from '../../../src/services/lightsail/request';

/** Values that AWS's own examples show, though the model does not have them. */
const SHOWN_BY_AWS: Readonly<Record<string, readonly string[]>> = {
  OperationType: ['CopySnapshot', 'CreateDomainEntry', 'CreateKeyPair', 'DeleteKeyPair'],
  PortAccessType: ['public'],
  RegionName: ['global'],
  RelationalDatabaseEngine: ['postgres'],
};

/** Throws if an answer is not what the API's model says of it. */
export function checkOutput(operation: string, output: Output): void {
  check({ structure: operationShape(operation).output }, output, operation);
}

function check(type: ApiType, value: unknown, path: string): void {
  const expect = (fits: boolean, what: string) => {
    if (!fits) throw new Error(`In the answer, ${path} must be ${what}; it is ${JSON.stringify(value)}.`);
  };
  if (typeof type === 'string') {
    if (type === 'timestamp') expect(value instanceof Date, 'a date');
    else expect(typeof value === (type === 'blob' ? 'string' : type), `a ${type}`);
  } else if ('enum' in type) {
    expect(typeof value === 'string' && [...enumValues(type.enum), ...SHOWN_BY_AWS[type.enum] ?? []].includes(value), `of the enum ${type.enum}`);
  } else if ('list' in type) {
    expect(Array.isArray(value), 'a list');
    (value as unknown[]).forEach((item, index) => check(type.list, item, `${path}[${index}]`));
  } else {
    expect(typeof value === 'object' && value !== null && !Array.isArray(value), 'a structure');
    checkMembers(type, value as Output, path);
  }
}

function checkMembers(type: { readonly map: ApiType } | { readonly structure: string }, value: Output, path: string): void {
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const memberType = 'map' in type ? type.map : structure(type.structure).members[name];
    if (!memberType) throw new Error(`In the answer, ${path} has the member ${name}, which the API does not know.`);
    check(memberType, item, `${path}.${name}`);
  }
}
