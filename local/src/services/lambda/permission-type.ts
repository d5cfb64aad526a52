import { findFunction, lambdaState } from './function-state';
import { PropertyReader } from './properties';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';

/**
 * `AWS::Lambda::Permission`: a statement in a function's resource policy. It lets services in; functions and state
 * machines of the same account come in by their own policies.
 */
export class PermissionType implements ResourceType {
  readonly typeName = 'AWS::Lambda::Permission';
  readonly properties = [
    'Action', 'EventSourceToken', 'FunctionName', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl', 'Principal', 'PrincipalOrgID', 'SourceAccount',
    'SourceArn',
  ];
  readonly createOnly = this.properties;
  readonly attributes = ['Id'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    reader.refuse('EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl');
    const target = findFunction(context.account, context.region, reader.required('FunctionName'));
    reader.required('Action');
    reader.required('Principal');
    const id = context.generateName(100);
    lambdaState(context.account).permissions[`${target.arn}|${id}`] = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, String(value)]),
    );
    return { physicalId: id, attributes: { Id: id } };
  }

  async update(): Promise<Provisioned> {
    throw new Error('A permission is never updated: a change of any property replaces it.');
  }

  async delete(context: ResourceContext, physicalId: string): Promise<void> {
    const { permissions } = lambdaState(context.account);
    for (const key of Object.keys(permissions)) if (key.endsWith(`|${physicalId}`)) delete permissions[key];
  }
}

/** The resource policy of a function, or of one of its qualifiers, as GetPolicy gives it; absent: it has no permissions. */
export function policyOf(account: Account, arn: string): object | undefined {
  const statements = Object.entries(lambdaState(account).permissions)
    .filter(([key]) => key.startsWith(`${arn}|`))
    .map(([key, permission]) => ({
      Sid: key.slice(arn.length + 1),
      Effect: 'Allow',
      Principal: permission.Principal === '*' ? '*' : permission.Principal.endsWith('.amazonaws.com') ? { Service: permission.Principal } : { AWS: permission.Principal },
      Action: permission.Action,
      Resource: arn,
      ...(permission.SourceArn ?? permission.SourceAccount) !== undefined && {
        Condition: {
          ...permission.SourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': permission.SourceAccount } },
          ...permission.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': permission.SourceArn } },
        },
      },
    }));
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Id: 'default', Statement: statements };
}
