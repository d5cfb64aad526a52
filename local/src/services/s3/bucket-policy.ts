import { bucketNamed, findBucket } from './state';
import type { Account } from '../../core/account';
import type { Properties, Provisioned, ResourceContext, ResourceType } from '../../core/resource-type';
import { NotSupportedError, ServiceError } from '../../core/service';
import { checkConditionBlock } from '../iam/conditions';
import { isVersion } from '../iam/policy-document';

/** Elements that the local cloud does not evaluate in the policy of a bucket. */
const REFUSED = ['NotAction', 'NotPrincipal', 'NotResource'];

/** Refuses what is no policy of a bucket, and gives the document. */
export function checkedBucketPolicy(value: unknown): unknown {
  const document = typeof value === 'string' ? parsed(value) : value;
  if (typeof document === 'object' && document !== null && 'Version' in document && !isVersion(document.Version)) {
    throw malformed('The policy must contain a valid version string');
  }
  const statements = typeof document === 'object' && document !== null && 'Statement' in document ? [document.Statement].flat() : [];
  if (statements.length === 0) throw malformed('Missing required field Statement');
  for (const statement of statements) {
    if (typeof statement !== 'object' || statement === null) throw malformed('Policy has invalid resource');
    const members = statement as Record<string, unknown>;
    const [refused] = REFUSED.filter((name) => name in members);
    if (refused) throw new NotSupportedError(`${refused} in the policy of a bucket`);
    if (members.Effect !== 'Allow' && members.Effect !== 'Deny') throw malformed('Missing required field Effect');
    for (const name of ['Principal', 'Action', 'Resource']) {
      if (members[name] === undefined) throw malformed(`Missing required field ${name}`);
    }
    if (members.Condition !== undefined) checkConditionBlock(members.Condition);
  }
  return document;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicyType: ResourceType = {
  typeName: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  createOnly: ['Bucket'],

  async create({ account }: ResourceContext, properties: Properties): Promise<Provisioned> {
    const bucket = bucketNamed(account, String(properties.Bucket));
    if (bucket.policy !== undefined) throw new ServiceError('AlreadyExists', 'The bucket policy already exists on bucket ' + bucket.name, 409);
    return put(account, bucket.name, properties);
  },

  async update({ account }: ResourceContext, physicalId: string, properties: Properties): Promise<Provisioned> {
    return put(account, physicalId, properties);
  },

  async delete({ account }: ResourceContext, physicalId: string): Promise<void> {
    delete findBucket(account, physicalId)?.policy;
  },
};

function put(account: Account, name: string, { PolicyDocument: document }: Properties): Provisioned {
  bucketNamed(account, name).policy = checkedBucketPolicy(document);
  return { physicalId: name, attributes: {} };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('Policies must be valid JSON and the first byte must be \'{\'');
  }
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedPolicy', message);
}
