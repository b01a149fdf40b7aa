import type { ListTopicsCommandInput, ListTopicsCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { page } from '../page.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const listTopics: Operation<ListTopicsCommandInput, ListTopicsCommandOutput> = ({ NextToken }, { stack, account, region }) => {
  const own = [...storeOf(stack).topics.values()].filter((topic) => topic.account === account && topic.region === region);
  const { items, ...rest } = page(own, ({ arn }) => arn, NextToken);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...rest };
};
