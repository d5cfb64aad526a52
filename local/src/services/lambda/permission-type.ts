import { findFunction, lambdaState, parseFunctionName } from './function-state';
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
    const { account, region } = context;
    const given = reader.required('FunctionName');
    findFunction(account, region, given);
    const { arn, qualifier } = parseFunctionName(account, region, given);
    const target = qualifier === undefined || qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`;
    reader.required('Action');
    reader.required('Principal');
    const id = context.generateName(100);
    lambdaState(context.account).permissions[`${target}|${id}`] = Object.fromEntries(
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

/** The resource policy of a function, or of one of its qualifiers; absent: it has no permissions. */
export function policyOf(account: Account, arn: string): object | undefined {
  const statements = Object.entries(lambdaState(account).permissions)
    .filter(([key]) => key.startsWith(`${arn}|`))
    .map(([key, permission]) => statementOf(key.slice(arn.length + 1), arn, permission));
  return statements.length > 0 ? { Version: '2012-10-17', Id: 'default', Statement: statements } : undefined;
}

/** A permission as a statement of the function's policy. */
function statementOf(id: string, functionArn: string, permission: Readonly<Record<string, string>>): Record<string, unknown> {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID } = permission;
  const condition = {
    ...SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } },
    ...(SourceAccount !== undefined || PrincipalOrgID !== undefined) && {
      StringEquals: {
        ...SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount },
        ...PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID },
      },
    },
  };
  return {
    Sid: id,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : Principal.includes('.') ? { Service: Principal } : { AWS: Principal },
    Action,
    Resource: functionArn,
    ...Object.keys(condition).length > 0 && { Condition: condition },
  };
}
