import { aliasType, keyType } from './resource-types';
import { aliasesOf, findKey, kmsState } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { text } from '../../core/input-shape';
import { type ApiCall, NotSupportedError, type Service, ServiceError } from '../../core/service';

/** AWS KMS: keys and their names. Nothing is encrypted, and calls that would are not known. */
export class Kms implements Service {
  readonly name = 'kms';
  readonly resourceTypes = [keyType, aliasType];
  readonly inputs = { DescribeKey: { KeyId: text }, ListAliases: { KeyId: text } };

  constructor(private readonly account: Account) {
    account.add(this);
  }

  authorization({ operation, input, region }: ApiCall): AuthorizationRequest[] {
    const key = input.KeyId === undefined ? undefined : findKey(this.account, region, String(input.KeyId));
    return [{ action: `kms:${operation}`, resource: key?.arn ?? '*' }];
  }

  async handle({ operation, input, region }: ApiCall): Promise<Record<string, unknown>> {
    const keys = Object.values(kmsState(this.account).keys).filter((key) => key.region === region);
    switch (operation) {
      case 'DescribeKey': {
        const key = findKey(this.account, region, String(input.KeyId));
        if (!key) throw new ServiceError('NotFoundException', `Invalid keyId '${String(input.KeyId)}'`);
        return {
          KeyMetadata: {
            AWSAccountId: this.account.id,
            KeyId: key.id,
            Arn: key.arn,
            CreationDate: new Date(key.createdAt),
            Enabled: key.state === 'Enabled',
            Description: key.description,
            KeyUsage: key.usage,
            KeySpec: key.spec,
            KeyState: key.state,
            ...key.deletedAt !== undefined && { DeletionDate: new Date(key.deletedAt) },
            Origin: 'AWS_KMS',
            KeyManager: 'CUSTOMER',
            MultiRegion: key.multiRegion,
          },
        };
      }
      case 'ListAliases': {
        const wanted = input.KeyId === undefined ? undefined : findKey(this.account, region, String(input.KeyId))?.id;
        const aliases = aliasesOf(this.account, region).filter(({ keyId }) => wanted === undefined || keyId === wanted);
        return { Aliases: aliases.map(({ name, arn, keyId }) => ({ AliasName: name, AliasArn: arn, TargetKeyId: keyId })), Truncated: false };
      }
      case 'ListKeys': return { Keys: keys.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), Truncated: false };
      default: throw new NotSupportedError(`the call ${operation} of KMS`);
    }
  }

  resourcePolicy(arn: string): unknown {
    return Object.values(kmsState(this.account).keys).find((key) => key.arn === arn)?.policy;
  }
}
