import type { ConfirmSubscriptionCommandInput, ConfirmSubscriptionCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';

/** By a call, or unsigned by the SubscribeURL. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription: Operation<ConfirmSubscriptionCommandInput, ConfirmSubscriptionCommandOutput> = (input, context) => {
  const { Token = '' } = input;
  const store = storeOf(context.stack);
  const topic = requireTopic(context, input.TopicArn);
  if (!/^[0-9a-f]{288}$/i.test(Token)) throw invalidParameter('Invalid token');
  const subscription = store.subscriptionsOf(topic.arn).find(({ token }) => token === Token.toLowerCase());
  if (!subscription) throw invalidParameter('Token');
  const signed = context.accessKeyId !== undefined;
  const authenticated = subscription.authenticated || (signed && input.AuthenticateOnUnsubscribe === 'true');
  store.putSubscription({ ...subscription, pending: false, authenticated });
  return { SubscriptionArn: subscription.arn };
};
