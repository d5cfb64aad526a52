import type { ResourceType } from '../../../core/resource-type';

/** What CDK adds to every stack for its statistics. */
export const cdkMetadata: ResourceType = {
  typeName: 'AWS::CDK::Metadata',
  properties: ['Analytics'],
  createOnly: [],
  attributes: [],
  create: async ({ generateName }) => ({ physicalId: generateName(255), attributes: {} }),
  update: async (_, physicalId) => ({ physicalId, attributes: {} }),
  delete: async () => undefined,
};
