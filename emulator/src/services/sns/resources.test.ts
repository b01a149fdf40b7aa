import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ResourceContext } from '../service.ts';
import { subscriptionResource } from './resources/subscription.ts';
import { topicResource } from './resources/topic.ts';
import { topicPolicyResource } from './resources/topic-policy.ts';
import { ACCOUNT, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
let context: ResourceContext;
beforeEach(async () => {
  lab = await startLab();
  const caller = { account: ACCOUNT, region: REGION };
  context = {
    ...caller,
    stack: lab.stack,
    tags: [{ Key: 'stack', Value: 's' }],
    generateName: (max: number) => 'stack-Topic-ABC123'.slice(0, max),
    call: (service: 'sns', operation: string, input: object) => lab.stack.call(service, operation, input, caller),
  } as unknown as ResourceContext;
});
afterEach(() => lab.end());

test('a topic with inline subscriptions, updated and deleted', async () => {
  const before = {
    DisplayName: 'one',
    SignatureVersion: '2',
    Subscription: [{ Protocol: 'sqs', Endpoint: lab.queueArn('a') }],
    Tags: [{ Key: 'x', Value: '1' }],
  };
  const topic = await topicResource.create(before, context);
  expect(topic).toEqual({
    id: `arn:aws:sns:${REGION}:${ACCOUNT}:stack-Topic-ABC123`,
    attributes: { TopicArn: topic.id, TopicName: 'stack-Topic-ABC123' },
  });
  const after = { DisplayName: 'two', Subscription: [{ Protocol: 'sqs', Endpoint: lab.queueArn('b') }] };
  await topicResource.update?.(topic, after, before, context);
  const { Attributes } = await lab.sns.getTopicAttributes({ TopicArn: topic.id });
  expect(Attributes).toMatchObject({ DisplayName: 'two', SignatureVersion: '1', SubscriptionsConfirmed: '1' });
  expect((await lab.sns.listSubscriptions({})).Subscriptions?.map(({ Endpoint }) => Endpoint)).toEqual([lab.queueArn('b')]);
  expect((await lab.sns.listTagsForResource({ ResourceArn: topic.id })).Tags).toEqual([{ Key: 'stack', Value: 's' }]);
  await topicResource.delete(topic, after, context);
  await topicResource.delete(topic, after, context);
  expect((await lab.sns.listTopics({})).Topics ?? []).toEqual([]);
});

test('a subscription with a filter that changes its scope', async () => {
  const TopicArn = await lab.topic('photos');
  const base = { TopicArn, Protocol: 'sqs', Endpoint: lab.queueArn('q') };
  const before = { ...base, FilterPolicy: { kind: ['share'] }, RawMessageDelivery: true };
  const subscription = await subscriptionResource.create(before, context);
  const after = { ...base, FilterPolicy: { photo: { kind: ['share'] } }, FilterPolicyScope: 'MessageBody' };
  await subscriptionResource.update?.(subscription, after, before, context);
  const { Attributes } = await lab.sns.getSubscriptionAttributes({ SubscriptionArn: subscription.id });
  expect(Attributes).toMatchObject({
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: '{"photo":{"kind":["share"]}}',
    RawMessageDelivery: 'false',
  });
  await subscriptionResource.update?.(subscription, before, after, context);
  await subscriptionResource.delete(subscription, before, context);
  await subscriptionResource.delete(subscription, before, context);
  expect((await lab.sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions ?? []).toEqual([]);
});

test('a topic policy, taken away again even when the topic is gone', async () => {
  const TopicArn = await lab.topic('photos');
  const props = { Topics: [TopicArn], PolicyDocument: { Version: '2012-10-17', Statement: [] } };
  const policy = await topicPolicyResource.create(props, context);
  const shown = async () => JSON.parse((await lab.sns.getTopicAttributes({ TopicArn })).Attributes?.Policy ?? '');
  expect(await shown()).toEqual(props.PolicyDocument);
  await topicPolicyResource.delete(policy, props, context);
  expect((await shown()).Id).toBe('__default_policy_ID');
  await lab.sns.deleteTopic({ TopicArn });
  await topicPolicyResource.delete(policy, props, context);
});
