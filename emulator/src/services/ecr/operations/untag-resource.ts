import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { put, repositoryByArn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const repository = repositoryByArn(input.resourceArn, context);
  put({ ...repository, tags: repository.tags.filter((tag) => !input.tagKeys?.includes(tag.Key ?? '')) }, context);
  return {};
};
