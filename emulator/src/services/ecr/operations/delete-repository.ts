import type { DeleteRepositoryCommandInput, DeleteRepositoryCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { arnOf, repositoriesOf, repositoryOf, show } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository: Operation<DeleteRepositoryCommandInput, DeleteRepositoryCommandOutput> = (input, context) => {
  const repository = repositoryOf(input, context);
  repositoriesOf(context).delete(arnOf(repository));
  return { repository: show(repository) };
};
