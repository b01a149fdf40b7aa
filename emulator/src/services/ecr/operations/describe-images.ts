import type { DescribeImagesCommandInput, DescribeImagesCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { repositoryOf } from '../store.ts';

/** There never are any. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const describeImages: Operation<DescribeImagesCommandInput, DescribeImagesCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  if (input.imageIds?.length) {
    const { imageTag, imageDigest } = input.imageIds[0] ?? {};
    throw new AwsError(
      'ImageNotFoundException',
      `The image with imageId {imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'} does not exist within the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    );
  }
  return { imageDetails: [] };
};
