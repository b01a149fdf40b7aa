import { AwsError } from '../../errors.ts';
import type { ResourceType } from '../../service.ts';
import { askProvider, type CustomProperties } from '../custom-resources/ask-provider.ts';

/**
 * What a function (or a topic's subscriber) of the app itself creates. A provider that answers an update with another physical id has
 * replaced the resource: the engine asks it to delete the old one when the update is done.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const customResource: ResourceType<CustomProperties> = {
  type: 'AWS::CloudFormation::CustomResource',
  properties: { ServiceToken: 'update', ServiceTimeout: 'update' },
  others: 'update',
  create: (properties, context) => askProvider({ type: 'Create', resourceType: context.resourceType, properties }, context),
  async update(physical, properties, previous, context) {
    if (properties.ServiceToken !== previous.ServiceToken) throw new AwsError('InvalidRequest', 'Modifying service token is not allowed.');
    return askProvider({ type: 'Update', resourceType: context.resourceType, properties, previous, physicalId: physical.id }, context);
  },
  async delete(physical, properties, context) {
    await askProvider({ type: 'Delete', resourceType: context.resourceType, properties, physicalId: physical.id }, context);
  },
};
