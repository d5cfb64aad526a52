import type { Account } from '../../core/account';
import { ServiceError } from '../../core/service';

/** A parameter of the parameter store. */
export interface StoredParameter {
  type: string;
  value: string;
  description?: string;
  tags: Record<string, string>;
  /** Absent in accounts that are older than versions here: 1. */
  version?: number;
  modifiedAt?: number;
}

/** By region and name. */
type Store = Record<string, Record<string, StoredParameter>>;

export function parametersIn(account: Account, region: string): Record<string, StoredParameter> {
  const regions = account.section<Store>('ssm', () => ({}));
  return Object.hasOwn(regions, region) ? regions[region] ?? {} : regions[region] = {};
}

export function findParameter(account: Account, region: string, name: string): StoredParameter | undefined {
  const parameters = parametersIn(account, region);
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** A parameter's value, for parameters of templates and dynamic references. */
export function storedParameter(account: Account, region: string, name: string): string | undefined {
  return findParameter(account, region, name)?.value;
}

/** Keeps a value as the parameter's next version. */
export function storeParameter(account: Account, region: string, name: string, given: Omit<StoredParameter, 'version' | 'modifiedAt'>): StoredParameter {
  const known = findParameter(account, region, name);
  const version = (known?.version ?? 0) + 1;
  const stored: StoredParameter = { ...given, version, modifiedAt: account.clock.now() };
  // Whatever the name is: assigning to `__proto__` would store nothing.
  Object.defineProperty(parametersIn(account, region), name, { value: stored, enumerable: true, configurable: true, writable: true });
  publishChange(account, region, name, known ? 'Update' : 'Create', stored);
  return stored;
}

/** Removes a parameter, if there is one of that name. */
export function removeParameter(account: Account, region: string, name: string): void {
  const known = findParameter(account, region, name);
  if (!known) return;
  delete parametersIn(account, region)[name];
  publishChange(account, region, name, 'Delete', known);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html */
function publishChange(account: Account, region: string, name: string, operation: 'Create' | 'Update' | 'Delete', parameter: StoredParameter): void {
  account.publish(region, () => ({
    'source': 'aws.ssm',
    'detail-type': 'Parameter Store Change',
    'resources': [parameterArn(account, region, name)],
    'detail': { operation, name, type: parameter.type, ...parameter.description !== undefined && { description: parameter.description } },
  }));
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export function checkParameterName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name) || (name.includes('/') && !name.startsWith('/'))) {
    throw new ServiceError('ValidationException', 'Parameter name must be a fully qualified name. Only a mix of letters, numbers and the following 4 symbols .-_/ is allowed.');
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw new ServiceError('ValidationException', `Parameter name: can't be prefixed with "${/^\/?aws/i.test(name) ? 'aws' : 'ssm'}" (case-insensitive).`);
  }
}

export function parameterArn(account: Account, region: string, name: string): string {
  return `arn:aws:ssm:${region}:${account.id}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
