import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { eventsApi, eventsDoc } from '../docs.ts';
import { TELLS } from '../make/functions.ts';

/** A bus of its own, so that the cases do not see each other's events. */
async function createBus({ clients: { events }, name, cleanup }: Context): Promise<string> {
  const Name = name('bus');
  await events.createEventBus({ Name });
  cleanup(() => events.deleteEventBus({ Name }));
  return Name;
}

/** A rule on a bus with one target; answers with the rule's ARN. */
async function createRule(
  { clients: { events }, name, cleanup }: Context,
  EventBusName: string,
  pattern: object,
  target: (ruleArn: string) => Promise<{ Arn: string; InputPath?: string; InputTransformer?: object }>,
) {
  const Name = name('rule');
  const { RuleArn = '' } = await events.putRule({ Name, EventBusName, EventPattern: JSON.stringify(pattern) });
  cleanup(() => events.deleteRule({ Name, EventBusName }));
  const { FailedEntryCount } = await events.putTargets({
    Rule: Name,
    EventBusName,
    Targets: [{ Id: 'one', ...(await target(RuleArn)) } as never],
  });
  assert.equal(FailedEntryCount, 0);
  cleanup(() => events.removeTargets({ Rule: Name, EventBusName, Ids: ['one'] }));
  return RuleArn;
}

const entry = (EventBusName: string, detail: object, more: object = {}) => ({
  EventBusName,
  Source: 'photos',
  DetailType: 'PhotoShared',
  Detail: JSON.stringify(detail),
  ...more,
});

export const events = casesOf('events', [
  {
    name: 'rule-to-queue',
    says: 'An event that a rule matches reaches its queue as an event of version 0; others do not',
    doc: eventsDoc('eb-events-structure'),
    async run(context) {
      const { createQueue, take, countOf, target, clients } = context;
      const bus = await createBus(context);
      const queue = await createQueue();
      const pattern = { source: ['photos'], detail: { kind: ['png', { prefix: 'jp' }], size: [{ numeric: ['<', 100] }] } };
      await createRule(context, bus, pattern, async () => ({ Arn: queue.arn }));
      const { FailedEntryCount, Entries } = await clients.events.putEvents({
        Entries: [
          entry(bus, { kind: 'gif', size: 1 }),
          entry(bus, { kind: 'png', size: 500 }),
          entry(bus, { kind: 'jpg', size: 1 }, { Source: 'videos' }),
          entry(bus, { kind: 'jpg', size: 1, more: [1] }),
        ],
      });
      assert.equal(FailedEntryCount, 0);
      const [message] = await take(queue, 1);
      const event = JSON.parse(message?.Body ?? '');
      assert.equal(event.version, '0');
      assert.equal(event.id, Entries?.[3]?.EventId);
      assert.equal(event.source, 'photos');
      assert.equal(event['detail-type'], 'PhotoShared');
      assert.equal(event.region, target.region);
      assert.match(event.account, /^\d{12}$/);
      assert.match(event.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(event.resources, []);
      assert.deepEqual(event.detail, { kind: 'jpg', size: 1, more: [1] });
      assert.equal(await countOf(queue), 0);
    },
  },
  {
    name: 'rule-to-function',
    says: 'A function as target is invoked with the event',
    doc: eventsDoc('eb-targets'),
    async run(context) {
      const { createFunction, allow, saw, clients } = context;
      const bus = await createBus(context);
      const { name, arn } = await createFunction(TELLS);
      await createRule(context, bus, { 'detail-type': ['PhotoShared'] }, async (rule) => {
        await allow(name, 'events', rule);
        return { Arn: arn };
      });
      await clients.events.putEvents({ Entries: [entry(bus, { photo: 1 })] });
      const [event] = await saw(name, 1);
      assert.equal(event.source, 'photos');
      assert.deepEqual(event.detail, { photo: 1 });
    },
  },
  {
    name: 'input-transformer',
    says: 'An input transformer writes the target’s message from parts of the event',
    doc: eventsDoc('eb-transform-target-input'),
    async run(context) {
      const { createQueue, take, clients } = context;
      const bus = await createBus(context);
      const queue = await createQueue();
      await createRule(context, bus, { source: ['photos'] }, async () => ({
        Arn: queue.arn,
        InputTransformer: {
          InputPathsMap: { photo: '$.detail.photo', from: '$.source' },
          InputTemplate: '{"id": <photo>, "text": "from <from>"}',
        },
      }));
      await clients.events.putEvents({ Entries: [entry(bus, { photo: 7 })] });
      const [message] = await take(queue, 1);
      assert.deepEqual(JSON.parse(message?.Body ?? ''), { id: 7, text: 'from photos' });
    },
  },
  {
    name: 'failed-entry',
    says: 'PutEvents answers entry by entry: one without a source fails alone',
    doc: eventsApi('API_PutEvents'),
    async run(context) {
      const bus = await createBus(context);
      const good = entry(bus, { n: 1 });
      const { FailedEntryCount, Entries } = await context.clients.events.putEvents({ Entries: [good, { ...good, Source: undefined }] });
      assert.equal(FailedEntryCount, 1);
      assert.ok(Entries?.[0]?.EventId);
      assert.equal(Entries?.[1]?.EventId, undefined);
      assert.match(Entries?.[1]?.ErrorCode ?? '', /./);
    },
  },
  {
    name: 'disabled-rule',
    says: 'A disabled rule matches nothing; enabled, it matches again',
    doc: eventsApi('API_DisableRule'),
    async run(context) {
      const { createQueue, take, countOf, clients } = context;
      const bus = await createBus(context);
      const [off, on] = [await createQueue(), await createQueue()];
      const rule = await createRule(context, bus, { source: ['photos'] }, async () => ({ Arn: off.arn }));
      await createRule(context, bus, { source: ['photos'] }, async () => ({ Arn: on.arn }));
      const which = { Name: rule.slice(rule.lastIndexOf('/') + 1), EventBusName: bus };
      await clients.events.disableRule(which);
      await clients.events.putEvents({ Entries: [entry(bus, { n: 1 })] });
      await take(on, 1);
      assert.equal(await countOf(off), 0);
      await clients.events.enableRule(which);
      await clients.events.putEvents({ Entries: [entry(bus, { n: 2 })] });
      const [message] = await take(off, 1);
      assert.deepEqual(JSON.parse(message?.Body ?? '').detail, { n: 2 });
    },
  },
]);
