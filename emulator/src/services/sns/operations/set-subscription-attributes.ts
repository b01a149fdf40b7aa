import type { SetSubscriptionAttributesCommandInput, SetSubscriptionAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireSubscription } from '../arn.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';
import { checkSubscriptionAttribute, normalized } from '../subscription-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes: Operation<SetSubscriptionAttributesCommandInput, SetSubscriptionAttributesCommandOutput> = (
  { SubscriptionArn, AttributeName: name, AttributeValue: value = '' },
  context,
) => {
  if (!name) throw invalidParameter('AttributeName');
  const subscription = requireSubscription(context, SubscriptionArn);
  const attributes = { ...subscription.attributes, [name]: value };
  checkSubscriptionAttribute(name, value, { ...subscription, attributes });
  // A new scope must suit the policy that is there already.
  if (name === 'FilterPolicyScope' && attributes.FilterPolicy)
    checkSubscriptionAttribute('FilterPolicy', attributes.FilterPolicy, { ...subscription, attributes });
  storeOf(context.stack).putSubscription({ ...subscription, attributes: normalized(attributes) });
  return {};
};
