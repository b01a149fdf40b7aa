import type { DeleteTopicCommandInput, DeleteTopicCommandOutput } from '@aws-sdk/client-sns';
import { parseArn } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';

/** With its subscriptions; deleting what is gone already is a success. https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const deleteTopic: Operation<DeleteTopicCommandInput, DeleteTopicCommandOutput> = ({ TopicArn = '' }, { stack }) => {
  if (!parseArn(TopicArn))
    throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${TopicArn.split(':').length}`);
  const store = storeOf(stack);
  for (const { arn } of store.subscriptionsOf(TopicArn)) store.deleteSubscription(arn);
  store.topics.delete(TopicArn);
  return {};
};
