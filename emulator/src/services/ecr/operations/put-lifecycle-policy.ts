import type { PutLifecyclePolicyCommandInput, PutLifecyclePolicyCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { named, put, repositoryOf } from '../store.ts';

/** Kept; there are no images to expire. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
export const putLifecyclePolicy: Operation<PutLifecyclePolicyCommandInput, PutLifecyclePolicyCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  try {
    JSON.parse(input.lifecyclePolicyText ?? '');
  } catch {
    throw invalidParameter(
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: not valid JSON'",
    );
  }
  put({ ...repository, lifecycle: input.lifecyclePolicyText }, context);
  return { ...named(repository), lifecyclePolicyText: input.lifecyclePolicyText };
};
