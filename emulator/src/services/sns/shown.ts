import type { Subscription } from './store.ts';

/** A subscription as lists show it. */
export const listed = ({ arn, owner, protocol, endpoint, topicArn, pending }: Subscription) => ({
  SubscriptionArn: pending ? 'PendingConfirmation' : arn,
  Owner: owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});
