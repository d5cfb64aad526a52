import { ecrState, type Repository, repositoryArn, repositoryUri } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { ServiceError } from '../../core/service';
import { checkedResourcePolicy } from '../iam/resource-policy-document';

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
 * What a repository does with its images does not matter: there are none.
 */
export const repositoryType: ResourceType = {
  typeName: 'AWS::ECR::Repository',
  properties: [
    'EmptyOnDelete', 'EncryptionConfiguration', 'ImageScanningConfiguration', 'ImageTagMutability', 'LifecyclePolicy', 'RepositoryName',
    'RepositoryPolicyText', 'Tags',
  ],
  createOnly: ['EncryptionConfiguration', 'RepositoryName'],
  attributes: ['Arn', 'RepositoryUri'],

  async create({ account, region, generateName }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const name = properties.RepositoryName === undefined ? generateName(256).toLowerCase() : String(properties.RepositoryName);
    if (!/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(name) || name.length < 2 || name.length > 256) {
      throw new ServiceError('InvalidParameterException', `Invalid parameter at 'repositoryName' failed to satisfy constraint: '${name}'`);
    }
    const arn = repositoryArn(account, region, name);
    checkPolicy(properties);
    const { repositories } = ecrState(account);
    if (Object.hasOwn(repositories, arn)) {
      throw new ServiceError('RepositoryAlreadyExistsException', `The repository with name '${name}' already exists in the registry with id '${account.id}'`);
    }
    const repository: Repository = { name, arn, region, createdAt: account.clock.now(), tagMutability: mutability(properties) };
    repositories[arn] = repository;
    return provisioned(account, repository);
  },

  async update({ account, region }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    const repository = ecrState(account).repositories[repositoryArn(account, region, physicalId)];
    if (!repository) throw new ServiceError('RepositoryNotFoundException', `The repository with name '${physicalId}' does not exist in the registry with id '${account.id}'`);
    checkPolicy(properties);
    repository.tagMutability = mutability(properties);
    return provisioned(account, repository);
  },

  async delete({ account, region }: ResourceContext, physicalId: string): Promise<void> {
    delete ecrState(account).repositories[repositoryArn(account, region, physicalId)];
  },
};

/** Such a policy names no resource: it is about its repository. */
function checkPolicy({ RepositoryPolicyText: policy }: Properties): void {
  if (policy !== undefined) checkedResourcePolicy(policy, invalidPolicy, ['Principal', 'Action']);
}

function invalidPolicy(): ServiceError {
  return new ServiceError('InvalidParameterException', 'Invalid parameter at \'PolicyText\' failed to satisfy constraint: \'Invalid repository policy provided\'');
}

function mutability({ ImageTagMutability: value = 'MUTABLE' }: Properties): string {
  return String(value);
}

function provisioned(account: Account, repository: Repository): Provisioned {
  return { physicalId: repository.name, attributes: { Arn: repository.arn, RepositoryUri: repositoryUri(account, repository) } };
}
