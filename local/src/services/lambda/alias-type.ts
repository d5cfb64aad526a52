import { findFunction, lambdaState, qualifiedArn } from './function-state';
import { PropertyReader } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';

/** `AWS::Lambda::Alias`: a name for a version. */
export class AliasType implements ResourceType {
  readonly typeName = 'AWS::Lambda::Alias';
  readonly properties = ['Description', 'FunctionName', 'FunctionVersion', 'Name', 'ProvisionedConcurrencyConfig', 'RoutingConfig'];
  readonly createOnly = ['FunctionName', 'Name'];
  readonly attributes = ['AliasArn'];

  async create(context: ResourceContext, properties: Properties): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    const name = reader.required('Name');
    if (!/^(?!\d+$)[\w-]{1,128}$/.test(name)) {
      throw new ServiceError('ValidationException', `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`);
    }
    const { arn } = findFunction(context.account, context.region, reader.required('FunctionName'));
    if (Object.hasOwn(lambdaState(context.account).aliases, `${arn}:${name}`)) {
      throw new ServiceError('ResourceConflictException', `Alias already exists: ${arn}:${name}`, 409);
    }
    return this.put(context, reader, name);
  }

  update(context: ResourceContext, _physicalId: string, properties: Properties): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    return this.put(context, reader, reader.required('Name'));
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete lambdaState(account).aliases[physicalId];
  }

  private async put({ account, region }: ResourceContext, reader: PropertyReader, name: string): Promise<Provisioned> {
    reader.refuse('ProvisionedConcurrencyConfig');
    const weights = reader.object('RoutingConfig').AdditionalVersionWeights;
    if (Array.isArray(weights) && weights.length > 0) throw new NotSupportedError(`the property RoutingConfig of ${this.typeName}`);
    const target = findFunction(account, region, reader.required('FunctionName'), reader.required('FunctionVersion'));
    const arn = `${target.arn}:${name}`;
    lambdaState(account).aliases[arn] = {
      name, arn, functionArn: target.arn, version: target.version ?? '$LATEST', description: reader.text('Description') ?? '', pointsTo: qualifiedArn(target),
    };
    return { physicalId: arn, attributes: { AliasArn: arn } };
  }
}
