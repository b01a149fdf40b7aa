import type { Physical, ResourceType } from '../../service.ts';

interface Props {
  TopicArn: string;
  Protocol: string;
  Endpoint?: string;
  FilterPolicy?: unknown;
  FilterPolicyScope?: string;
  RawMessageDelivery?: boolean | string;
  RedrivePolicy?: unknown;
  DeliveryPolicy?: unknown;
  Region?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-subscription.html */
export const subscriptionResource: ResourceType<Props> = {
  type: 'AWS::SNS::Subscription',
  properties: {
    TopicArn: 'replace',
    Protocol: 'replace',
    Endpoint: 'replace',
    FilterPolicy: 'update',
    FilterPolicyScope: 'update',
    RawMessageDelivery: 'update',
    RedrivePolicy: 'update',
    DeliveryPolicy: 'update',
    Region: 'recorded',
  },
  async create(props, context) {
    const { TopicArn, Protocol, Endpoint } = props;
    const input = { TopicArn, Protocol, Endpoint, Attributes: attributesOf(props), ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await context.call<{ SubscriptionArn: string }>('sns', 'Subscribe', input);
    return physical(SubscriptionArn);
  },
  async update({ id }, props, previous, context) {
    const [now, before] = [attributesOf(props), attributesOf(previous)];
    const set = (AttributeName: string, AttributeValue: string) =>
      context.call('sns', 'SetSubscriptionAttributes', { SubscriptionArn: id, AttributeName, AttributeValue });
    // A policy of the old scope may not suit the new one: it goes before the scope changes and comes back after.
    const rescoped = now.FilterPolicyScope !== before.FilterPolicyScope;
    if (rescoped && before.FilterPolicy) await set('FilterPolicy', '');
    if (rescoped) await set('FilterPolicyScope', now.FilterPolicyScope ?? 'MessageAttributes');
    if (now.FilterPolicy !== before.FilterPolicy || rescoped) await set('FilterPolicy', now.FilterPolicy ?? '');
    if (now.RawMessageDelivery !== before.RawMessageDelivery) await set('RawMessageDelivery', now.RawMessageDelivery ?? 'false');
    for (const name of ['RedrivePolicy', 'DeliveryPolicy']) if (now[name] !== before[name]) await set(name, now[name] ?? '');
    return physical(id);
  },
  async delete({ id }, _props, context) {
    await context.call('sns', 'Unsubscribe', { SubscriptionArn: id });
  },
};

const physical = (arn: string): Physical => ({ id: arn, attributes: { Arn: arn } });

function attributesOf(props: Props): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of ['FilterPolicyScope', 'FilterPolicy', 'RawMessageDelivery', 'RedrivePolicy', 'DeliveryPolicy'] as const) {
    const value = props[name];
    if (value !== undefined) attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}
