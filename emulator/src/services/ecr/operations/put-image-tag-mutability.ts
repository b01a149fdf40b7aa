import type { PutImageTagMutabilityCommandInput, PutImageTagMutabilityCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { named, put, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export const putImageTagMutability: Operation<PutImageTagMutabilityCommandInput, PutImageTagMutabilityCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  const mutability = input.imageTagMutability ?? 'MUTABLE';
  put({ ...repository, mutability, exclusions: input.imageTagMutabilityExclusionFilters }, context);
  return {
    ...named(repository),
    imageTagMutability: mutability,
    imageTagMutabilityExclusionFilters: input.imageTagMutabilityExclusionFilters,
  };
};
