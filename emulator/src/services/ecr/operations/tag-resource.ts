import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { put, repositoryByArn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const repository = repositoryByArn(input.resourceArn, context);
  const keys = new Set(input.tags?.map((tag) => tag.Key));
  put({ ...repository, tags: [...repository.tags.filter((tag) => !keys.has(tag.Key)), ...(input.tags ?? [])] }, context);
  return {};
};
