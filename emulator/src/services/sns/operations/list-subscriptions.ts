import type { ListSubscriptionsCommandInput, ListSubscriptionsCommandOutput } from '@aws-sdk/client-sns';
import { parseArn } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { page } from '../page.ts';
import { listed } from '../shown.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions: Operation<ListSubscriptionsCommandInput, ListSubscriptionsCommandOutput> = ({ NextToken }, context) => {
  const own = [...storeOf(context.stack).subscriptions.values()].filter(
    ({ owner, topicArn }) => owner === context.account && parseArn(topicArn)?.region === context.region,
  );
  const { items, ...rest } = page(own, ({ arn }) => arn, NextToken);
  return { Subscriptions: items.map(listed), ...rest };
};
