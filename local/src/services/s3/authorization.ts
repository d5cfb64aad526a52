import { bucketArn } from './buckets';
import { findBucket } from './state';
import type { Account } from '../../core/account';
import type { AuthorizationRequest } from '../../core/authorization';
import { type ApiCall, ServiceError } from '../../core/service';
import { trustOf } from '../iam/trust';
import { matchesArn } from '../iam/wildcards';

/** Where the action has another name than the operation. */
const ACTIONS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBuckets: 'ListAllMyBuckets',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListParts: 'ListMultipartUploadParts',
  UploadPart: 'PutObject',
};

/** Actions that have another name if they are about a version. */
const OF_VERSIONS = ['DeleteObject', 'GetObject'];

/** What the caller needs: by policies of its own, or by the bucket's. */
export function s3Authorization(account: Account, call: ApiCall): AuthorizationRequest[] {
  return needs(call).map((request) => {
    const context = { 'aws:ResourceAccount': account.id, 's3:ResourceAccount': account.id, ...request.context };
    const [, name = ''] = /^arn:aws:s3:::([^/]+)/.exec(request.resource) ?? [];
    const policy = findBucket(account, name)?.policy;
    const trust = policy === undefined ? undefined : trustOf(account, policy, call.caller, {
      action: request.action, context, concerns: (resources) => resources.some((pattern) => matchesArn(pattern, request.resource)),
    });
    if (trust === 'deny') {
      throw new ServiceError('AccessDenied', `User: ${call.caller.arn} is not authorized to perform: ${request.action} on resource: "${request.resource}" with an explicit deny in a resource-based policy`, 403);
    }
    return { ...request, context, ...trust === 'caller' && { allowedByResource: true } };
  });
}

interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

function needs({ operation, input }: ApiCall): Need[] {
  if (operation === 'ListBuckets') return [{ action: 's3:ListAllMyBuckets', resource: '*', context: {} }];
  const bucket = bucketArn(String(input.Bucket));
  const action = (Object.hasOwn(ACTIONS, operation) ? ACTIONS[operation] : undefined) ?? operation;
  const need = (key: unknown, version: unknown, name = action): Need => ({
    action: `s3:${name}${version !== undefined && OF_VERSIONS.includes(name) ? 'Version' : ''}`,
    resource: key === undefined ? bucket : `${bucket}/${String(key)}`,
    context: {},
  });
  if (operation === 'DeleteObjects') {
    const objects = (Array.isArray(input.Objects) ? input.Objects : []) as Array<{ Key?: unknown; VersionId?: unknown }>;
    return objects.map(({ Key, VersionId }) => need(String(Key), VersionId, 'DeleteObject'));
  }
  if (operation === 'CopyObject') {
    return [need(input.Key, undefined), {
      action: 's3:GetObject', resource: `${bucketArn(String(input.SourceBucket))}/${String(input.SourceKey)}`, context: {},
    }];
  }
  if (input.Key !== undefined) return [need(input.Key, input.VersionId)];
  return [{ ...need(undefined, undefined), context: listingContext(input) }];
}

function listingContext(input: ApiCall['input']): Record<string, string> {
  return {
    ...typeof input.Prefix === 'string' && { 's3:prefix': input.Prefix },
    ...typeof input.Delimiter === 'string' && { 's3:delimiter': input.Delimiter },
  };
}
