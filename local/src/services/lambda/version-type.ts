import { findFunction, lambdaState, qualifiedArn } from './function-state';
import { PropertyReader } from './properties';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';

/** `AWS::Lambda::Version`: a function as it is now, which stays like that. */
export class VersionType implements ResourceType {
  readonly typeName = 'AWS::Lambda::Version';
  readonly properties = ['CodeSha256', 'Description', 'FunctionName', 'ProvisionedConcurrencyConfig', 'RuntimePolicy'];
  readonly createOnly = this.properties;
  readonly attributes = ['FunctionArn', 'Version'];

  constructor(private readonly recycle: (qualifiedArn: string) => void) {}

  async create({ account, region }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const reader = new PropertyReader(this.typeName, properties);
    reader.refuse('ProvisionedConcurrencyConfig', 'RuntimePolicy');
    const target = findFunction(account, region, reader.required('FunctionName'));
    const expected = reader.text('CodeSha256');
    if (expected !== undefined && expected !== target.codeSha256) {
      throw new ServiceError('InvalidParameterValueException', `CodeSHA256 (${expected}) is different from current CodeSHA256 in $LATEST (${target.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`);
    }
    const state = lambdaState(account);
    const number = target.publishedVersions ?? 0;
    const latest = state.versions[`${target.arn}:${number}`];
    if (latest?.revision === target.revision) {
      throw new ServiceError('AlreadyExists', `A version for this Lambda function exists ( ${number} ). Modify the function to create a new version.`);
    }
    target.publishedVersions = number + 1;
    const version = { ...structuredClone(target), version: String(number + 1), description: reader.text('Description') ?? target.description };
    const arn = qualifiedArn(version);
    state.versions[arn] = version;
    return { physicalId: arn, attributes: { FunctionArn: arn, Version: version.version } };
  }

  async update(): Promise<Provisioned> {
    throw new Error('A version is never updated: a change of any property replaces it.');
  }

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    const { aliases, versions } = lambdaState(account);
    const used = Object.values(aliases).filter(({ functionArn, version }) => `${functionArn}:${version}` === physicalId).map(({ name }) => name);
    if (used.length > 0) {
      throw new ServiceError('ResourceConflictException', `Version with alias cannot be deleted: it is referenced by [${used.join(', ')}].`, 409);
    }
    delete versions[physicalId];
    this.recycle(physicalId);
  }
}
