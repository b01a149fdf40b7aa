import { AwsError } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  SecretId: string;
  ResourcePolicy: unknown;
  BlockPublicPolicy?: unknown;
}

const put = ({ SecretId, ResourcePolicy }: Props, context: ResourceContext) =>
  context.call('secretsmanager', 'PutResourcePolicy', { SecretId, ResourcePolicy: JSON.stringify(ResourcePolicy) });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-resourcepolicy.html */
export const secretPolicy: ResourceType<Props> = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: { SecretId: 'replace', ResourcePolicy: 'update', BlockPublicPolicy: 'recorded' },
  async create(props, context) {
    await put(props, context);
    return { id: props.SecretId, attributes: { Id: props.SecretId } };
  },
  async update(physical, props, _previous, context) {
    await put(props, context);
    return physical;
  },
  async delete(_physical, { SecretId }, context) {
    try {
      await context.call('secretsmanager', 'DeleteResourcePolicy', { SecretId });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};
