import type { Stack } from '../service.ts';
import { checkDeliveryPolicy, effectiveTopicPolicy } from './delivery-policy.ts';
import { invalidParameter } from './errors.ts';
import { storeOf, type Topic } from './store.ts';

const FEEDBACK = /^(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)$/;
const boolean = (value: string) => /^(true|false)$/i.test(value);

/** What can be set, and what a value must be. Encryption, tracing and delivery status logs are kept and shown, and do nothing here. */
const CHECKS: Record<string, (value: string) => boolean> = {
  DisplayName: (value) => value.length <= 100,
  Policy: (value) => value === '' || isJsonObject(value),
  KmsMasterKeyId: () => true,
  SignatureVersion: (value) => value === '1' || value === '2',
  TracingConfig: (value) => value === 'PassThrough' || value === 'Active',
  ContentBasedDeduplication: boolean,
  FifoThroughputScope: (value) => value === 'Topic' || value === 'MessageGroup',
  MaximumMessageSize: (value) => /^\d+$/.test(value) && Number(value) >= 1024 && Number(value) <= 1_048_576,
};

const FIFO_ONLY = ['ContentBasedDeduplication', 'FifoThroughputScope'];

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export function checkTopicAttribute(name: string, value: string, fifo: boolean, prefix = ''): void {
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, 'topic', prefix);
  if (name === 'DeliveryPolicy' || FEEDBACK.test(name)) return;
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (!check || (FIFO_ONLY.includes(name) && !fifo))
    throw invalidParameter(prefix ? `${prefix}Unknown attribute: ${name}` : 'AttributeName');
  if (!check(value)) throw invalidParameter(`${prefix}${name}: Invalid value [${value}]`);
}

function isJsonObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const OWNER_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

export interface Policy {
  Version: string;
  Id?: string;
  Statement: { Sid?: string; Effect: string; Principal: unknown; Action: string | string[]; Resource: unknown; Condition?: unknown }[];
}

/** The policy of a topic; without one of its own the owner alone may do everything. */
export function policyOf(topic: Topic): Policy {
  if (topic.attributes.Policy) return JSON.parse(topic.attributes.Policy) as Policy;
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: OWNER_ACTIONS.map((action) => `SNS:${action}`),
        Resource: topic.arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': topic.account } },
      },
    ],
  };
}

/** What GetTopicAttributes answers. */
export function shownTopic(stack: Stack, topic: Topic): Record<string, string> {
  const subscriptions = storeOf(stack).subscriptionsOf(topic.arn);
  const pending = subscriptions.filter((subscription) => subscription.pending).length;
  const { attributes } = topic;
  return {
    ...Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '')),
    Policy: JSON.stringify(policyOf(topic)),
    Owner: topic.account,
    TopicArn: topic.arn,
    DisplayName: attributes.DisplayName ?? '',
    EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(topic)),
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    ...(topic.fifo ? { FifoTopic: 'true', ContentBasedDeduplication: attributes.ContentBasedDeduplication?.toLowerCase() ?? 'false' } : {}),
  };
}
