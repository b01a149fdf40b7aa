import type { DescribeRepositoriesCommandInput, DescribeRepositoriesCommandOutput } from '@aws-sdk/client-ecr';
import type { Operation } from '../../service.ts';
import { repositoriesOf, repositoryOf, show } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories: Operation<DescribeRepositoriesCommandInput, DescribeRepositoriesCommandOutput> = (input, context) => {
  const all = input.repositoryNames?.length
    ? input.repositoryNames.map((repositoryName) => repositoryOf({ repositoryName, registryId: input.registryId }, context))
    : [...repositoriesOf(context).values()].filter(
        ({ account, region }) => account === (input.registryId ?? context.account) && region === context.region,
      );
  const start = Number(input.nextToken ?? 0) || 0;
  const end = start + (input.maxResults ?? 100);
  return { repositories: all.slice(start, end).map(show), ...(end < all.length ? { nextToken: String(end) } : {}) };
};
