import type { JsonObject } from '../../../core/json';
import { ServiceError } from '../../../core/service';
import { isObject } from '../template/values';

/** The property that gives such a resource a name of the template's choice. */
const NAME: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

const SENSITIVE = [...Object.keys(NAME), 'AWS::IAM::AccessKey', 'AWS::IAM::Policy', 'AWS::IAM::UserToGroupAddition'];

export interface Requirement {
  readonly capabilities: string[];
  readonly reason?: string;
}

/** What a caller has to acknowledge before a template is deployed. */
export function requiredCapabilities(template: JsonObject): Requirement {
  const resources = isObject(template.Resources) ? Object.values(template.Resources as Record<string, unknown>).filter(isObject) : [];
  const sensitive = resources.filter(({ Type: type }) => SENSITIVE.includes(String(type)));
  const named = sensitive.some(({ Type: type, Properties: properties }) => isObject(properties) && properties[NAME[String(type)] ?? ''] !== undefined);
  const capabilities = [
    ...sensitive.length > 0 ? [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'] : [],
    ...template.Transform === undefined ? [] : ['CAPABILITY_AUTO_EXPAND'],
  ];
  const types = [...new Set(sensitive.map(({ Type: type }) => String(type)))];
  return { capabilities, ...types.length > 0 && { reason: `The following resource(s) require capabilities: [${types.join(', ')}]` } };
}

export function checkCapabilities(template: JsonObject, given: readonly string[]): void {
  const missing = requiredCapabilities(template).capabilities.filter((capability) => !given.includes(capability)
    && !(capability === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')));
  if (missing.length > 0) throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}
