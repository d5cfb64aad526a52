import { repositoryType } from './repository-type';
import { describedRepository, ecrState, repositoryArn } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { list, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

/** Amazon ECR: repositories, in which there are no images. */
export class Ecr implements Service {
  readonly name = 'ecr';
  readonly resourceTypes = [repositoryType];
  readonly inputs = { DescribeRepositories: { repositoryNames: list(text) } };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  authorization({ operation, region, input }: ApiCall): AuthorizationRequest[] {
    const names = namesIn(input);
    return (names.length > 0 ? names : ['*']).map((name) => ({
      action: `ecr:${operation}`, resource: name === '*' ? '*' : repositoryArn(this.account, region, name),
    }));
  }

  async handle({ operation, region, input }: ApiCall): Promise<Record<string, unknown>> {
    if (operation !== 'DescribeRepositories') throw new NotSupportedError(`the call ${operation} of ECR`, 'Its repositories have no images.');
    const { repositories } = ecrState(this.account);
    const names = namesIn(input);
    const [missing] = names.filter((name) => !Object.hasOwn(repositories, repositoryArn(this.account, region, name)));
    if (missing !== undefined) {
      throw new ServiceError('RepositoryNotFoundException', `The repository with name '${missing}' does not exist in the registry with id '${this.account.id}'`);
    }
    const found = Object.values(repositories).filter((repository) => repository.region === region
      && (names.length === 0 || names.includes(repository.name)));
    return { repositories: found.map((repository) => describedRepository(this.account, repository)) };
  }
}

function namesIn(input: ApiCall['input']): string[] {
  return Array.isArray(input.repositoryNames) ? input.repositoryNames.map(String) : [];
}
