import type { CreateRepositoryCommandOutput } from '@aws-sdk/client-ecr';
import type { ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  RepositoryName?: string;
  ImageTagMutability?: string;
  ImageTagMutabilityExclusionFilters?: { ImageTagMutabilityExclusionFilterType: string; ImageTagMutabilityExclusionFilterValue: string }[];
  ImageScanningConfiguration?: { ScanOnPush?: boolean | string };
  EncryptionConfiguration?: { EncryptionType: string; KmsKey?: string };
  LifecyclePolicy?: { LifecyclePolicyText?: string; RegistryId?: string };
  RepositoryPolicyText?: object;
  EmptyOnDelete?: boolean;
  Tags?: { Key: string; Value: string }[];
}

const scanning = (props: Props) => ({ scanOnPush: String(props.ImageScanningConfiguration?.ScanOnPush ?? false) === 'true' });
const mutability = (props: Props) => ({
  imageTagMutability: props.ImageTagMutability ?? 'MUTABLE',
  imageTagMutabilityExclusionFilters: props.ImageTagMutabilityExclusionFilters?.map((filter) => ({
    filterType: filter.ImageTagMutabilityExclusionFilterType,
    filter: filter.ImageTagMutabilityExclusionFilterValue,
  })),
});

async function setPolicies(repositoryName: string, props: Props, previous: Props, context: ResourceContext) {
  const lifecyclePolicyText = props.LifecyclePolicy?.LifecyclePolicyText;
  if (lifecyclePolicyText) await context.call('ecr', 'PutLifecyclePolicy', { repositoryName, lifecyclePolicyText });
  else if (previous.LifecyclePolicy?.LifecyclePolicyText) await context.call('ecr', 'DeleteLifecyclePolicy', { repositoryName });
  const policyText = props.RepositoryPolicyText && JSON.stringify(props.RepositoryPolicyText);
  if (policyText) await context.call('ecr', 'SetRepositoryPolicy', { repositoryName, policyText });
  else if (previous.RepositoryPolicyText) await context.call('ecr', 'DeleteRepositoryPolicy', { repositoryName });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repository: ResourceType<Props> = {
  type: 'AWS::ECR::Repository',
  properties: {
    RepositoryName: 'replace',
    EncryptionConfiguration: 'replace',
    ImageTagMutability: 'update',
    ImageTagMutabilityExclusionFilters: 'update',
    ImageScanningConfiguration: 'update',
    LifecyclePolicy: 'update',
    RepositoryPolicyText: 'update',
    EmptyOnDelete: 'recorded',
    Tags: 'update',
  },
  async create(props, context) {
    const repositoryName = props.RepositoryName ?? context.generateName(256, { lowerCase: true });
    const answer = await context.call<CreateRepositoryCommandOutput>('ecr', 'CreateRepository', {
      repositoryName,
      ...mutability(props),
      imageScanningConfiguration: scanning(props),
      encryptionConfiguration: props.EncryptionConfiguration && {
        encryptionType: props.EncryptionConfiguration.EncryptionType,
        kmsKey: props.EncryptionConfiguration.KmsKey,
      },
      tags: [...context.tags, ...(props.Tags ?? [])],
    });
    await setPolicies(repositoryName, props, {}, context);
    return { id: repositoryName, attributes: { Arn: answer.repository?.repositoryArn, RepositoryUri: answer.repository?.repositoryUri } };
  },
  async update(physical, props, previous, context) {
    const repositoryName = physical.id;
    await context.call('ecr', 'PutImageTagMutability', { repositoryName, ...mutability(props) });
    await context.call('ecr', 'PutImageScanningConfiguration', { repositoryName, imageScanningConfiguration: scanning(props) });
    await setPolicies(repositoryName, props, previous, context);
    const resourceArn = physical.attributes.Arn;
    const tags = [...context.tags, ...(props.Tags ?? [])];
    const tagKeys = (previous.Tags ?? []).map((tag) => tag.Key).filter((key) => !tags.some((tag) => tag.Key === key));
    if (tagKeys.length) await context.call('ecr', 'UntagResource', { resourceArn, tagKeys });
    if (tags.length) await context.call('ecr', 'TagResource', { resourceArn, tags });
    return physical;
  },
  async delete(physical, _props, context) {
    try {
      await context.call('ecr', 'DeleteRepository', { repositoryName: physical.id, force: true });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'RepositoryNotFoundException') throw error;
    }
  },
};
