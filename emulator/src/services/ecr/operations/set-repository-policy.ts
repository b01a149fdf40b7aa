import type { SetRepositoryPolicyCommandInput, SetRepositoryPolicyCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { named, put, repositoryOf } from '../store.ts';

/** Kept and shown; not evaluated. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
export const setRepositoryPolicy: Operation<SetRepositoryPolicyCommandInput, SetRepositoryPolicyCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  put({ ...repository, policy: input.policyText }, context);
  return { ...named(repository), policyText: input.policyText };
};
