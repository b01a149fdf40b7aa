import type {
  EncryptionConfiguration,
  ImageScanningConfiguration,
  ImageTagMutabilityExclusionFilter,
  Repository,
  Tag,
} from '@aws-sdk/client-ecr';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { repositoryNotFound } from './errors.ts';

export interface RepositoryRecord {
  account: string;
  region: string;
  name: string;
  created: number;
  mutability: NonNullable<Repository['imageTagMutability']>;
  exclusions?: ImageTagMutabilityExclusionFilter[] | undefined;
  scanning: ImageScanningConfiguration;
  encryption: EncryptionConfiguration;
  tags: Tag[];
  policy?: string | undefined;
  lifecycle?: string | undefined;
}

export const repositoriesOf = (context: Context): JournalTable<RepositoryRecord> => context.stack.journal.table('ecr.repositories');
export const arnOf = ({ region, account, name }: Pick<RepositoryRecord, 'region' | 'account' | 'name'>) =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;
export const put = (repository: RepositoryRecord, context: Context) => repositoriesOf(context).put(arnOf(repository), repository);

export function repositoryOf(
  input: { repositoryName?: string | undefined; registryId?: string | undefined },
  context: Context,
): RepositoryRecord {
  const account = input.registryId ?? context.account;
  const name = input.repositoryName ?? '';
  const repository = repositoriesOf(context).get(arnOf({ region: context.region, account, name }));
  if (!repository) throw repositoryNotFound(name, account);
  return repository;
}

export function repositoryByArn(arn: string | undefined, context: Context): RepositoryRecord {
  const repository = repositoriesOf(context).get(arn ?? '');
  if (!repository) throw repositoryNotFound(arn?.split(':repository/')[1] ?? '', context.account);
  return repository;
}

/** What every answer names. */
export const named = (repository: RepositoryRecord) => ({ registryId: repository.account, repositoryName: repository.name });

export function show(repository: RepositoryRecord): Repository {
  return {
    repositoryArn: arnOf(repository),
    registryId: repository.account,
    repositoryName: repository.name,
    repositoryUri: `${repository.account}.dkr.ecr.${repository.region}.amazonaws.com/${repository.name}`,
    createdAt: new Date(repository.created),
    imageTagMutability: repository.mutability,
    imageTagMutabilityExclusionFilters: repository.exclusions,
    imageScanningConfiguration: repository.scanning,
    encryptionConfiguration: repository.encryption,
  };
}
