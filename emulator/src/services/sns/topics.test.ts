import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.end());

test('a topic has the attributes that AWS shows', async () => {
  const TopicArn = await lab.topic('photos', { DisplayName: 'Photos' });
  expect(TopicArn).toBe(`arn:aws:sns:${REGION}:${ACCOUNT}:photos`);
  const { Attributes } = await lab.sns.getTopicAttributes({ TopicArn });
  expect(Attributes).toMatchObject({
    TopicArn,
    DisplayName: 'Photos',
    Owner: ACCOUNT,
    SubscriptionsConfirmed: '0',
    SubscriptionsPending: '0',
  });
  expect(JSON.parse(Attributes?.EffectiveDeliveryPolicy ?? '').http.defaultHealthyRetryPolicy.numRetries).toBe(3);
  expect(Attributes).not.toHaveProperty('FifoTopic');
  await lab.sns.setTopicAttributes({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'Pictures' });
  expect((await lab.sns.getTopicAttributes({ TopicArn })).Attributes?.DisplayName).toBe('Pictures');
});

test('creating again is the same topic, or an error where it would differ', async () => {
  const first = await lab.sns.createTopic({ Name: 'photos', Tags: [{ Key: 'a', Value: '1' }] });
  expect((await lab.sns.createTopic({ Name: 'photos' })).TopicArn).toBe(first.TopicArn);
  expect(await errorOf(lab.sns.createTopic({ Name: 'photos', Tags: [{ Key: 'a', Value: '2' }] }))).toBe(
    'InvalidParameterException: Invalid parameter: Tags Reason: Topic already exists with different tags',
  );
  expect(await errorOf(lab.sns.createTopic({ Name: 'photos', Attributes: { DisplayName: 'x' } }))).toMatch('different attributes');
});

test('names, attributes and ARNs are checked', async () => {
  expect(await errorOf(lab.topic('a b'))).toBe('InvalidParameterException: Invalid parameter: Topic Name');
  expect(await errorOf(lab.topic('a.fifo', { FifoTopic: 'false' }))).toMatch('Topic Name');
  expect(await errorOf(lab.sns.createTopic({ Name: 'a', Attributes: { FifoTopic: 'true' } }))).toMatch('must end with .fifo');
  const TopicArn = await lab.topic('a');
  expect(await errorOf(lab.sns.setTopicAttributes({ TopicArn, AttributeName: 'Nothing', AttributeValue: 'x' }))).toMatch('AttributeName');
  expect(await errorOf(lab.sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: 'x' }))).toMatch('Policy');
  expect(await errorOf(lab.sns.getTopicAttributes({ TopicArn: `${TopicArn}x` }))).toBe('NotFoundException: Topic does not exist');
  expect(await errorOf(lab.sns.getTopicAttributes({ TopicArn: 'a:b' }))).toMatch('An ARN must have at least 6 elements, not 2');
});

test('lists go by pages of a hundred', async () => {
  for (let i = 0; i < 101; i++) await lab.topic(`t${i}`);
  const first = await lab.sns.listTopics({});
  expect(first.Topics).toHaveLength(100);
  const second = await lab.sns.listTopics({ NextToken: first.NextToken });
  expect(second.Topics).toEqual([{ TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:t100` }]);
  expect(second.NextToken).toBeUndefined();
});

test('tags', async () => {
  const ResourceArn = await lab.topic('a');
  await lab.sns.tagResource({ ResourceArn, Tags: [{ Key: 'x', Value: '1' }] });
  await lab.sns.tagResource({
    ResourceArn,
    Tags: [
      { Key: 'x', Value: '2' },
      { Key: 'y', Value: '3' },
    ],
  });
  await lab.sns.untagResource({ ResourceArn, TagKeys: ['y'] });
  expect((await lab.sns.listTagsForResource({ ResourceArn })).Tags).toEqual([{ Key: 'x', Value: '2' }]);
  expect(await errorOf(lab.sns.listTagsForResource({ ResourceArn: `${ResourceArn}x` }))).toBe(
    'ResourceNotFoundException: Resource does not exist',
  );
});

test('permissions are statements of the policy', async () => {
  const TopicArn = await lab.topic('a');
  await lab.sns.addPermission({ TopicArn, Label: 'friends', AWSAccountId: ['444455556666'], ActionName: ['Publish'] });
  const statements = async () => JSON.parse((await lab.sns.getTopicAttributes({ TopicArn })).Attributes?.Policy ?? '').Statement;
  expect((await statements()).at(-1)).toMatchObject({ Sid: 'friends', Action: 'SNS:Publish', Resource: TopicArn });
  await lab.sns.removePermission({ TopicArn, Label: 'friends' });
  expect(await statements()).toHaveLength(1);
});

test('a deleted topic takes its subscriptions with it; deleting again is a success', async () => {
  const TopicArn = await lab.topic('a');
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  await lab.sns.deleteTopic({ TopicArn });
  await lab.sns.deleteTopic({ TopicArn });
  expect((await lab.sns.listSubscriptions({})).Subscriptions ?? []).toEqual([]);
});

test('what is not supported says so', async () => {
  expect(await errorOf(lab.sns.publish({ PhoneNumber: '+15550100', Message: 'x' }))).toMatch(
    'does not support sns Publish to a phone number',
  );
  const TopicArn = await lab.topic('a');
  expect(await errorOf(lab.subscribe(TopicArn, 'email', 'a@example.org'))).toMatch('protocol email');
  expect(await errorOf(lab.sns.createPlatformApplication({ Name: 'x', Platform: 'GCM', Attributes: {} }))).toMatch(
    'CreatePlatformApplication',
  );
});
