import type { ListImagesCommandInput, ListImagesCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { repositoryOf } from '../store.ts';

/** There never are any. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export const listImages: Operation<ListImagesCommandInput, ListImagesCommandOutput> = (input, context) => {
  repositoryOf(input, context);
  return { imageIds: [] };
};
