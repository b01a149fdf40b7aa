import type { DeleteLifecyclePolicyCommandInput, DeleteLifecyclePolicyCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { named, put, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html */
export const deleteLifecyclePolicy: Operation<DeleteLifecyclePolicyCommandInput, DeleteLifecyclePolicyCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  if (!repository.lifecycle)
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    );
  put({ ...repository, lifecycle: undefined }, context);
  return { ...named(repository), lifecyclePolicyText: repository.lifecycle };
};
