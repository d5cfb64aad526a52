import type { ResourceType } from '../../../core/resource-type';
import { validationError } from '../errors';

/** Only the handle: CDK uses it as a resource that does nothing. The wait condition itself is not known here. */
export const waitConditionHandle: ResourceType = {
  typeName: 'AWS::CloudFormation::WaitConditionHandle',
  properties: [],
  createOnly: [],
  attributes: [],
  create: async ({ region, stackId, logicalId }) => {
    const host = `cloudformation-waitcondition-${region}.s3.${region}.amazonaws.com`;
    return { physicalId: `https://${host}/${encodeURIComponent(`${stackId}/${logicalId}`)}`, attributes: {} };
  },
  update: async () => {
    throw validationError('Update to resource type AWS::CloudFormation::WaitConditionHandle is unsupported.');
  },
  delete: async () => undefined,
};
