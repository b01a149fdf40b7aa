import type { GetRepositoryPolicyCommandInput, GetRepositoryPolicyCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { named, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const getRepositoryPolicy: Operation<GetRepositoryPolicyCommandInput, GetRepositoryPolicyCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  if (!repository.policy)
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    );
  return { ...named(repository), policyText: repository.policy };
};
