import type { GetLifecyclePolicyCommandInput, GetLifecyclePolicyCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { named, repositoryOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export const getLifecyclePolicy: Operation<GetLifecyclePolicyCommandInput, GetLifecyclePolicyCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  if (!repository.lifecycle)
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    );
  return { ...named(repository), lifecyclePolicyText: repository.lifecycle };
};
