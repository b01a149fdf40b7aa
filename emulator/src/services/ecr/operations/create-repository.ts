import type { CreateRepositoryCommandInput, CreateRepositoryCommandOutput } from '@aws-sdk/client-ecr';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { arnOf, put, type RepositoryRecord, repositoriesOf, show } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository: Operation<CreateRepositoryCommandInput, CreateRepositoryCommandOutput> = (input, context) => {
  const name = input.repositoryName ?? '';
  if (!/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(name) || name.length < 2 || name.length > 256)
    throw invalidParameter(
      `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''`,
    );
  const { account, region } = context;
  if (repositoriesOf(context).has(arnOf({ account, region, name })))
    throw new AwsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${account}'`,
    );
  const repository: RepositoryRecord = {
    account,
    region,
    name,
    created: context.stack.clock.now(),
    mutability: input.imageTagMutability ?? 'MUTABLE',
    exclusions: input.imageTagMutabilityExclusionFilters,
    scanning: { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false },
    encryption: input.encryptionConfiguration ?? { encryptionType: 'AES256' },
    tags: input.tags ?? [],
  };
  put(repository, context);
  return { repository: show(repository) };
};
