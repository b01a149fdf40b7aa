import type { GetSubscriptionAttributesCommandInput, GetSubscriptionAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireSubscription } from '../arn.ts';
import { shownSubscription } from '../subscription-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes: Operation<GetSubscriptionAttributesCommandInput, GetSubscriptionAttributesCommandOutput> = (
  { SubscriptionArn },
  context,
) => ({ Attributes: shownSubscription(context.stack, requireSubscription(context, SubscriptionArn)) });
