import type { ResourceType } from '../../service.ts';
import { ignoring } from './ignoring.ts';

interface Props {
  AliasName: string;
  TargetKeyId: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html */
export const alias: ResourceType<Props> = {
  type: 'AWS::KMS::Alias',
  properties: { AliasName: 'replace', TargetKeyId: 'update' },
  async create(props, context) {
    await context.call('kms', 'CreateAlias', props);
    return { id: props.AliasName, attributes: {} };
  },
  async update(physical, props, _previous, context) {
    await context.call('kms', 'UpdateAlias', props);
    return physical;
  },
  async delete(physical, _props, context) {
    await ignoring('NotFoundException', context.call('kms', 'DeleteAlias', { AliasName: physical.id }));
  },
};
