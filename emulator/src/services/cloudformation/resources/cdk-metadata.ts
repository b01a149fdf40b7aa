import type { ResourceType } from '../../service.ts';

/** What CDK adds to every stack to count the use of its constructs: nothing to create. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  properties: true,
  create: async (_properties, { generateName }) => ({ id: generateName(255), attributes: {} }),
  update: async (physical) => physical,
  delete: async () => {},
};
