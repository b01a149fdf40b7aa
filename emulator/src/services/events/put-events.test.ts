import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.end());

test('an event reaches the queue of every rule that matches, and no other', async () => {
  const [one, two, three] = [await lab.queue('one'), await lab.queue('two'), await lab.queue('three')];
  const rule = await lab.rule('all', [{ Arn: one }]);
  await lab.rule('prime', [{ Arn: two }], { pattern: { source: ['shop'], detail: { prime: [true] } } });
  await lab.rule('late', [{ Arn: three }], { pattern: { 'detail-type': [{ prefix: 'Paid' }] } });
  const { Entries, FailedEntryCount } = await lab.put(
    { prime: true, price: 3.5 },
    { Resources: ['arn:aws:s3:::photos'], TraceHeader: 'Root=1-2-3' },
  );
  expect(FailedEntryCount).toBe(0);
  const [delivered] = await lab.hops('events.delivered', 2);
  const [message] = await lab.receive(one);
  expect(Object.keys(JSON.parse(message?.Body ?? ''))).toEqual(
    'version id detail-type source account time region resources detail'.split(' '),
  );
  expect(JSON.parse(message?.Body ?? '')).toEqual({
    version: '0',
    id: Entries?.[0]?.EventId,
    'detail-type': 'Ordered',
    source: 'shop',
    account: ACCOUNT,
    time: `${new Date(lab.clock.now()).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: ['arn:aws:s3:::photos'],
    detail: { prime: true, price: 3.5 },
  });
  expect(message?.Attributes?.AWSTraceHeader).toBe('Root=1-2-3');
  expect(await lab.receive(two)).toHaveLength(1);
  expect(await lab.receive(three)).toEqual([]);
  expect(delivered).toMatchObject({
    messageId: Entries?.[0]?.EventId,
    traceId: '1-2-3',
    resource: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`,
  });
  expect((await lab.hops('events.delivered')).map(({ detail }) => detail?.rule)).toContain(rule);
  expect(await lab.hops('events.matched', 2)).toHaveLength(2);
});

test('each entry is judged by itself', async () => {
  const entry = { Source: 'shop', DetailType: 'Ordered', Detail: '{}' };
  const { FailedEntryCount, Entries } = await lab.events.putEvents({
    Entries: [
      entry,
      { ...entry, Source: undefined },
      { ...entry, DetailType: '' },
      { ...entry, Detail: undefined },
      { ...entry, Detail: '[1]' },
      { ...entry, Detail: '{' },
      { ...entry, Source: 'aws.ec2' },
    ],
  });
  expect(FailedEntryCount).toBe(6);
  const required = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  expect(Entries).toEqual([
    { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    required('Source'),
    required('DetailType'),
    required('Detail'),
    { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' },
  ]);
  expect(await lab.hops('events.put')).toHaveLength(1);
});

test('ten entries, and a megabyte in all', async () => {
  const entry = { Source: 'shop', DetailType: 'Ordered', Detail: '{}' };
  expect(await errorOf(lab.events.putEvents({ Entries: Array(11).fill(entry) }))).toMatch(
    /^ValidationException: .*at 'entries'.*less than or equal to 10$/,
  );
  expect(await errorOf(lab.events.putEvents({ Entries: [] }))).toMatch(/^ValidationException/);
  const exactly = (bytes: number) => ({ ...entry, Detail: JSON.stringify({ a: 'x'.repeat(bytes - 'shopOrdered{"a":""}'.length) }) });
  expect((await lab.events.putEvents({ Entries: [exactly(1_048_576)] })).FailedEntryCount).toBe(0);
  expect(await errorOf(lab.events.putEvents({ Entries: [exactly(1_048_576), entry] }))).toBe(
    'ValidationException: Total size of the entries in the request is over the limit.',
  );
});

test('an event for a bus that is not there is taken and lost, and said so', async () => {
  const { Entries } = await lab.put({}, { EventBusName: 'nowhere' });
  expect(Entries?.[0]?.EventId).toBeTruthy();
  expect((await lab.hops('events.failed'))[0]).toMatchObject({
    messageId: Entries?.[0]?.EventId,
    detail: { reason: 'the event bus does not exist' },
  });
});

test('a disabled rule sees nothing', async () => {
  const arn = await lab.queue('q');
  await lab.rule('all', [{ Arn: arn }]);
  await lab.events.disableRule({ Name: 'all' });
  await lab.put({ n: 1 });
  await lab.events.enableRule({ Name: 'all' });
  await lab.put({ n: 2 });
  await lab.hops('events.delivered');
  expect((await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? '').detail.n)).toEqual([2]);
});
