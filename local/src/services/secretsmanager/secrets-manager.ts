import { randomPassword } from './password';
import { secretPolicyType } from './resource-policy-type';
import { secretType } from './secret-type';
import {
  findSecret, findVersion, makeSecret, putVersion, resolvedSecret, secretNotFound, secretsState, type StoredSecret,
} from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { flag, list, number, structure, text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';
import { tagMap } from '../../core/tags';

type Output = Record<string, unknown>;

const DAY = 24 * 60 * 60 * 1000;
const PAGE = 100;

/** AWS Secrets Manager: secrets and their versions, without rotation. */
export class SecretsManager implements Service {
  readonly name = 'secretsmanager';
  readonly resourceTypes = [secretType, secretPolicyType];
  readonly inputs = {
    CreateSecret: {
      Name: text,
      Description: text,
      SecretString: text,
      ClientRequestToken: text,
      KmsKeyId: text,
      Tags: list(structure({ Key: text, Value: text })),
    },
    DeleteSecret: { SecretId: text, ForceDeleteWithoutRecovery: flag, RecoveryWindowInDays: number },
    DescribeSecret: { SecretId: text },
    GetRandomPassword: {
      PasswordLength: number,
      ExcludeCharacters: text,
      ExcludeLowercase: flag,
      ExcludeNumbers: flag,
      ExcludePunctuation: flag,
      ExcludeUppercase: flag,
      IncludeSpace: flag,
      RequireEachIncludedType: flag,
    },
    GetResourcePolicy: { SecretId: text },
    GetSecretValue: { SecretId: text, VersionId: text, VersionStage: text },
    ListSecrets: { MaxResults: number, NextToken: text },
    PutSecretValue: { SecretId: text, SecretString: text, ClientRequestToken: text, VersionStages: list(text) },
    RestoreSecret: { SecretId: text },
    UpdateSecret: { SecretId: text, Description: text, SecretString: text, ClientRequestToken: text, KmsKeyId: text },
  };

  private readonly operations: Readonly<Record<string, (call: ApiCall) => Output>> = {
    CreateSecret: ({ input, region }) => {
      const secret = makeSecret(this.account, region, String(input.Name ?? ''));
      secret.tags = tagMap(input.Tags);
      return this.change(secret, input);
    },
    DeleteSecret: (call) => {
      const secret = this.secret(call);
      const now = this.account.clock.now();
      const { ForceDeleteWithoutRecovery: forced, RecoveryWindowInDays: days = 30 } = call.input;
      if (forced !== true && (Number(days) < 7 || Number(days) > 30)) {
        throw new ServiceError('InvalidParameterException', 'RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
      }
      const until = forced === true ? now : now + Number(days) * DAY;
      secret.deletion = { at: now, until };
      if (forced === true) delete secretsState(this.account).secrets[secret.arn];
      return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(until) };
    },
    DescribeSecret: (call) => describe(this.secret(call, true)),
    GetRandomPassword: ({ input }) => ({ RandomPassword: randomPassword(input) }),
    GetResourcePolicy: (call) => {
      const { arn, name, policy } = this.secret(call);
      return { ARN: arn, Name: name, ...policy !== undefined && { ResourcePolicy: JSON.stringify(policy) } };
    },
    GetSecretValue: (call) => {
      const secret = this.secret(call);
      const [id, version] = findVersion(secret, optional(call.input.VersionId), optional(call.input.VersionStage));
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        ...version.text !== undefined && { SecretString: version.text },
        ...version.bytes !== undefined && { SecretBinary: version.bytes },
        VersionStages: version.stages,
        CreatedDate: new Date(version.createdAt),
      };
    },
    ListSecrets: ({ input, region }) => {
      if (input.Filters !== undefined) throw new NotSupportedError('the Filters of ListSecrets');
      const all = Object.values(secretsState(this.account).secrets).filter((secret) => secret.region === region && !secret.deletion);
      const start = Number(input.NextToken ?? 0);
      const size = Math.min(Number(input.MaxResults ?? PAGE), PAGE);
      return {
        SecretList: all.slice(start, start + size).map(describe),
        ...start + size < all.length && { NextToken: String(start + size) },
      };
    },
    PutSecretValue: (call) => {
      const secret = this.secret(call);
      const { ClientRequestToken, VersionStages } = call.input;
      const id = putVersion(this.account, secret, valueIn(call.input), optional(ClientRequestToken), VersionStages as string[] | undefined);
      return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: secret.versions[id]?.stages ?? [] };
    },
    RestoreSecret: (call) => {
      const secret = this.secret(call, true);
      delete secret.deletion;
      return { ARN: secret.arn, Name: secret.name };
    },
    UpdateSecret: (call) => this.change(this.secret(call), call.input),
  };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    const action = `secretsmanager:${operation}`;
    if (operation === 'ListSecrets' || operation === 'GetRandomPassword') return [{ action, resource: '*' }];
    const id = String(input.SecretId ?? input.Name ?? '*');
    const prefix = `arn:aws:secretsmanager:${region}:${this.account.id}:secret:`;
    return [{ action, resource: findSecret(this.account, region, id)?.arn ?? (id.startsWith('arn:') ? id : prefix + id) }];
  }

  async handle(call: ApiCall): Promise<Output> {
    if (!Object.hasOwn(this.operations, call.operation)) throw new NotSupportedError(`the call ${call.operation} of Secrets Manager`);
    return this.operations[call.operation](call);
  }

  resourcePolicy(arn: string): unknown {
    return findSecret(this.account, arn.split(':')[3] ?? '', arn)?.policy;
  }

  dynamicReference(region: string, reference: string): string | undefined {
    return resolvedSecret(this.account, region, reference);
  }

  private secret({ input, region }: ApiCall, evenDeleted = false): StoredSecret {
    const secret = findSecret(this.account, region, String(input.SecretId));
    if (!secret) throw secretNotFound();
    if (!secret.deletion || evenDeleted) return secret;
    throw new ServiceError('InvalidRequestException', 'You can\'t perform this operation on the secret because it was marked for deletion.');
  }

  private change(secret: StoredSecret, input: ApiCall['input']): Output {
    if (input.Description !== undefined) secret.description = String(input.Description);
    if (input.KmsKeyId !== undefined) secret.kmsKeyId = String(input.KmsKeyId);
    const hasValue = input.SecretString !== undefined || input.SecretBinary !== undefined;
    const id = hasValue ? putVersion(this.account, secret, valueIn(input), optional(input.ClientRequestToken)) : undefined;
    return { ARN: secret.arn, Name: secret.name, ...id !== undefined && { VersionId: id } };
  }
}

function describe({ arn, name, description, kmsKeyId, tags, createdAt, changedAt, versions, deletion }: StoredSecret): Output {
  return {
    ARN: arn,
    Name: name,
    ...description !== undefined && { Description: description },
    ...kmsKeyId !== undefined && { KmsKeyId: kmsKeyId },
    CreatedDate: new Date(createdAt),
    LastChangedDate: new Date(changedAt),
    ...deletion && { DeletedDate: new Date(deletion.at) },
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    VersionIdsToStages: Object.fromEntries(Object.entries(versions).map(([id, { stages }]) => [id, stages])),
  };
}

function valueIn({ SecretString, SecretBinary }: ApiCall['input']): { text?: string; bytes?: string } {
  if (SecretString !== undefined) return { text: String(SecretString) };
  if (SecretBinary instanceof Uint8Array) return { bytes: Buffer.from(SecretBinary).toString('base64') };
  if (typeof SecretBinary === 'string') return { bytes: SecretBinary };
  throw new ServiceError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
}

function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
