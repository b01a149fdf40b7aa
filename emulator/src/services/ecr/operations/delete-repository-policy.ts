import type { DeleteRepositoryPolicyCommandInput, DeleteRepositoryPolicyCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { named, put, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html */
export const deleteRepositoryPolicy: Operation<DeleteRepositoryPolicyCommandInput, DeleteRepositoryPolicyCommandOutput> = (
  input,
  context,
) => {
  const repository = repositoryOf(input, context);
  if (!repository.policy)
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    );
  put({ ...repository, policy: undefined }, context);
  return { ...named(repository), policyText: repository.policy };
};
