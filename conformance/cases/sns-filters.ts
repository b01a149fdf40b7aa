import assert from 'node:assert/strict';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { snsDoc } from '../docs.ts';

interface Sent {
  Message: string;
  MessageAttributes?: Record<string, MessageAttributeValue>;
}

/** Publishes all to one subscription with this policy, which lets one through at least; answers with the messages that came, sorted. */
async function through(
  { createTopic, createQueue, subscribe, take, receive, clients }: Context,
  policy: object,
  sent: Sent[],
  scope?: string,
) {
  const topic = await createTopic();
  const [all, some] = [await createQueue(), await createQueue()];
  await subscribe(topic, 'sqs', all.arn, { RawMessageDelivery: 'true' });
  await subscribe(topic, 'sqs', some.arn, {
    RawMessageDelivery: 'true',
    FilterPolicy: JSON.stringify(policy),
    ...(scope && { FilterPolicyScope: scope }),
  });
  for (const one of sent) await clients.sns.publish({ TopicArn: topic, ...one });
  await take(all, sent.length);
  const arrived = await take(some, 1);
  // the queue without a filter has all of them: by now the other one has what it gets, too
  arrived.push(...(await receive(some, { WaitTimeSeconds: 1 })));
  return arrived.map(({ Body = '' }) => Body).sort();
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
const number = (StringValue: string): MessageAttributeValue => ({ DataType: 'Number', StringValue });

export const snsFilters = casesOf('sns', [
  {
    name: 'filter-attributes',
    says: 'A filter policy lets through what has every named attribute with one of the values',
    doc: snsDoc('sns-subscription-filter-policies'),
    async run(context) {
      const arrived = await through(context, { mode: ['push', 'pull'], n: [{ numeric: ['>=', 10, '<', 20] }] }, [
        { Message: 'both', MessageAttributes: { mode: text('pull'), n: number('10') } },
        { Message: 'wrong mode', MessageAttributes: { mode: text('sync'), n: number('10') } },
        { Message: 'too many', MessageAttributes: { mode: text('push'), n: number('20') } },
        { Message: 'no number', MessageAttributes: { mode: text('push') } },
      ]);
      assert.deepEqual(arrived, ['both']);
    },
  },
  {
    name: 'filter-operators',
    says: 'prefix, anything-but, exists and equals-ignore-case filter as documented',
    doc: snsDoc('string-value-matching'),
    async run(context) {
      const policy = {
        file: [{ prefix: 'photo-' }],
        kind: [{ 'anything-but': ['gif'] }],
        draft: [{ exists: false }],
        owner: [{ 'equals-ignore-case': 'Ada' }],
      };
      const good = { file: text('photo-1'), kind: text('png'), owner: text('aDA') };
      const arrived = await through(context, policy, [
        { Message: 'good', MessageAttributes: good },
        { Message: 'other prefix', MessageAttributes: { ...good, file: text('video-1') } },
        { Message: 'gif', MessageAttributes: { ...good, kind: text('gif') } },
        { Message: 'draft', MessageAttributes: { ...good, draft: text('yes') } },
        { Message: 'other owner', MessageAttributes: { ...good, owner: text('Bob') } },
      ]);
      assert.deepEqual(arrived, ['good']);
    },
  },
  {
    name: 'filter-body',
    says: 'With FilterPolicyScope MessageBody the policy is matched against the JSON of the message, nested keys included',
    doc: snsDoc('sns-message-filtering-scope'),
    async run(context) {
      const sent = [
        { photo: { kind: 'png', size: 5 } },
        { photo: { kind: 'png', size: 50 } },
        { photo: { kind: 'gif', size: 5 } },
        { kind: 'png', size: 5 },
      ].map((body) => ({ Message: JSON.stringify(body) }));
      const policy = { photo: { kind: ['png'], size: [{ numeric: ['<', 10] }] } };
      assert.deepEqual(await through(context, policy, sent, 'MessageBody'), ['{"photo":{"kind":"png","size":5}}']);
    },
  },
]);
