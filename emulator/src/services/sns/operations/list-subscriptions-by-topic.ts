import type { ListSubscriptionsByTopicCommandInput, ListSubscriptionsByTopicCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { page } from '../page.ts';
import { listed } from '../shown.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic: Operation<ListSubscriptionsByTopicCommandInput, ListSubscriptionsByTopicCommandOutput> = (
  input,
  context,
) => {
  const topic = requireTopic(context, input.TopicArn);
  const { items, ...rest } = page(storeOf(context.stack).subscriptionsOf(topic.arn), ({ arn }) => arn, input.NextToken);
  return { Subscriptions: items.map(listed), ...rest };
};
