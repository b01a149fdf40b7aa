import type { UnsubscribeCommandInput, UnsubscribeCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';

/** Unsubscribing again is a success. https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe: Operation<UnsubscribeCommandInput, UnsubscribeCommandOutput> = ({ SubscriptionArn: arn = '' }, { stack }) => {
  const elements = arn.split(':').length;
  if (elements < 6) throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements}`);
  if (elements === 6) throw invalidParameter('SubscriptionId');
  const store = storeOf(stack);
  const subscription = store.subscriptions.get(arn);
  if (!subscription) return {};
  store.deleteSubscription(arn);
  const topic = store.topics.get(subscription.topicArn);
  if (topic) {
    topic.deletedSubscriptions++;
    store.topics.put(topic.arn, topic);
  }
  return {};
};
