import { createVerify } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringToSign } from './envelope.ts';
import { errorOf, type Lab, startLab } from './testing.ts';

let lab: Lab;
let TopicArn: string;
beforeEach(async () => {
  lab = await startLab();
  TopicArn = await lab.topic('photos');
});
afterEach(() => lab.end());

/** Subscribes and confirms by the link that the endpoint was sent. */
async function confirmed(url: string, posts: { body: string }[], attributes: Record<string, string> = {}): Promise<string> {
  const arn = await lab.subscribe(TopicArn, 'http', url, attributes);
  await lab.hops('sns.delivered');
  expect((await fetch(JSON.parse(posts[0]?.body ?? '').SubscribeURL)).status).toBe(200);
  return arn;
}

test('an endpoint is asked, confirms by the link, is delivered to and unsubscribes by the link', async () => {
  const { url, posts } = await lab.webhook();
  expect((await lab.sns.subscribe({ TopicArn, Protocol: 'http', Endpoint: url })).SubscriptionArn).toBe('pending confirmation');
  await lab.hops('sns.delivered');
  const asked = JSON.parse(posts[0]?.body ?? '');
  expect(asked).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn, SignatureVersion: '1' });
  expect(asked.Token).toMatch(/^[0-9a-f]{288}$/);
  expect((await lab.sns.listSubscriptions({})).Subscriptions?.[0]?.SubscriptionArn).toBe('PendingConfirmation');
  await lab.sns.publish({ TopicArn, Message: 'too early' });

  expect(await errorOf(lab.sns.confirmSubscription({ TopicArn, Token: 'x' }))).toBe(
    'InvalidParameterException: Invalid parameter: Invalid token',
  );
  expect(await errorOf(lab.sns.confirmSubscription({ TopicArn, Token: '0'.repeat(288) }))).toBe(
    'InvalidParameterException: Invalid parameter: Token',
  );
  expect(await (await fetch(asked.SubscribeURL)).text()).toMatch(`<SubscriptionArn>${TopicArn}:`);

  const { MessageId } = await lab.sns.publish({ TopicArn, Message: 'hello', Subject: 'news' });
  await lab.hops('sns.delivered', 2);
  expect(posts).toHaveLength(2);
  const { headers, body } = posts[1] ?? { headers: {}, body: '' };
  const notification = JSON.parse(body);
  expect(headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-message-id': MessageId,
    'x-amz-sns-topic-arn': TopicArn,
    'content-type': 'text/plain; charset=UTF-8',
  });
  expect(headers['x-amz-sns-subscription-arn']).toMatch(`${TopicArn}:`);
  const certificate = await (await fetch(notification.SigningCertURL)).text();
  for (const message of [asked, notification])
    expect(createVerify('sha1').update(stringToSign(message)).verify(certificate, message.Signature, 'base64')).toBe(true);
  expect((await fetch(notification.UnsubscribeURL)).status).toBe(200);
  expect((await lab.sns.listSubscriptions({})).Subscriptions ?? []).toEqual([]);
});

test('raw delivery: the text alone, of the content type asked for', async () => {
  const { url, posts } = await lab.webhook();
  const DeliveryPolicy = JSON.stringify({ requestPolicy: { headerContentType: 'application/json' } });
  await confirmed(url, posts, { RawMessageDelivery: 'true', DeliveryPolicy });
  await lab.sns.publish({ TopicArn, Message: '{"a":1}' });
  await lab.hops('sns.delivered', 2);
  expect(posts[1]).toMatchObject({ body: '{"a":1}', headers: { 'x-amz-sns-rawdelivery': 'true', 'content-type': 'application/json' } });
});

test('an endpoint that fails is tried three times more, 20 seconds apart, then the dead-letter queue gets the message', async () => {
  const { url, posts } = await lab.webhook((all) => (all.length === 1 ? 200 : 503));
  const dlq = await lab.queue('dlq');
  await confirmed(url, posts, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: lab.queueArn('dlq') }) });
  await lab.sns.publish({ TopicArn, Message: 'x' });
  for (let attempt = 1; attempt <= 3; attempt++) {
    const hop = (await lab.hops('sns.retried', attempt)).at(-1);
    expect(hop?.detail).toMatchObject({ attempt, delayMs: 20_000, reason: 'the endpoint answered 503' });
    await lab.clock.advance(19_999);
    expect(posts).toHaveLength(1 + attempt);
    await lab.clock.advance(1);
  }
  const [hop] = await lab.hops('sns.dead-lettered');
  expect(hop?.detail).toMatchObject({ attempts: 4 });
  expect(JSON.parse((await lab.receive(dlq))[0]?.Body ?? '').Message).toBe('x');
});

test('an endpoint that recovers gets the message once; a policy of its own sets the ladder', async () => {
  const { url, posts } = await lab.webhook((all) => (all.length <= 1 || all.length > 3 ? 200 : 500));
  const healthyRetryPolicy = { numRetries: 3, numNoDelayRetries: 1, minDelayTarget: 5, maxDelayTarget: 5 };
  await confirmed(url, posts, { DeliveryPolicy: JSON.stringify({ healthyRetryPolicy }) });
  await lab.sns.publish({ TopicArn, Message: 'x' });
  expect((await lab.hops('sns.retried', 2)).map((hop) => hop.detail?.delayMs)).toEqual([0, 5000]);
  await lab.clock.advance(5000);
  expect((await lab.hops('sns.delivered', 2)).at(-1)?.detail?.attempts).toBe(3);
});

test('a refusal is final', async () => {
  const { url, posts } = await lab.webhook((all) => (all.length === 1 ? 200 : 403));
  await confirmed(url, posts);
  await lab.sns.publish({ TopicArn, Message: 'x' });
  expect((await lab.hops('sns.failed'))[0]?.detail).toMatchObject({ attempts: 1, reason: 'the endpoint answered 403' });
});

test('no answer within 15 seconds is a failed attempt, and so is no connection', async () => {
  const silent = await lab.webhook((all) => (all.length === 1 ? 200 : undefined));
  await confirmed(silent.url, silent.posts);
  await lab.sns.publish({ TopicArn, Message: 'x' });
  while (silent.posts.length < 2) await lab.clock.advance(1);
  await lab.clock.advance(15_000);
  expect((await lab.hops('sns.retried'))[0]?.detail?.reason).toBe('no answer within 15 seconds');
  await lab.subscribe(TopicArn, 'http', 'http://127.0.0.1:1/');
  expect((await lab.hops('sns.retried', 2)).at(-1)?.detail?.reason).toMatch('ECONNREFUSED');
});

test('maxReceivesPerSecond spaces deliveries', async () => {
  const { url, posts } = await lab.webhook();
  await confirmed(url, posts, { DeliveryPolicy: JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 2 } }) });
  await lab.clock.advance(1000);
  const start = lab.clock.now();
  const PublishBatchRequestEntries = [1, 2, 3].map((i) => ({ Id: `${i}`, Message: `${i}` }));
  await lab.sns.publishBatch({ TopicArn, PublishBatchRequestEntries });
  await lab.hops('sns.delivered', 2);
  await lab.clock.advance(500);
  await lab.hops('sns.delivered', 3);
  await lab.clock.advance(500);
  expect((await lab.hops('sns.delivered', 4)).slice(1).map(({ time }) => Math.round(time - start))).toEqual([0, 500, 1000]);
});
