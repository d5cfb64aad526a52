import type { Account } from '../../core/account';

/** ECR's section of the account's state. */
export interface EcrState {
  /** By ARN. */
  repositories: Record<string, Repository>;
}

export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  tagMutability: string;
}

export function ecrState(account: Account): EcrState {
  return account.section<EcrState>('ecr', () => ({ repositories: {} }));
}

export function repositoryArn(account: Account, region: string, name: string): string {
  return `arn:aws:ecr:${region}:${account.id}:repository/${name}`;
}

export function repositoryUri(account: Account, { region, name }: Repository): string {
  return `${account.id}.dkr.ecr.${region}.amazonaws.com/${name}`;
}

/** A repository as DescribeRepositories shows it. */
export function describedRepository(account: Account, repository: Repository): Record<string, unknown> {
  return {
    repositoryArn: repository.arn,
    registryId: account.id,
    repositoryName: repository.name,
    repositoryUri: repositoryUri(account, repository),
    createdAt: new Date(repository.createdAt),
    imageTagMutability: repository.tagMutability,
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
