import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeOf } from './store.ts';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.end());

const BUS = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;
const DAY = 86_400_000;

/** Starts a replay of all that an archive holds, and sees it through. */
async function replayAll(ReplayName: string, EventSourceArn: string, FilterArns?: string[]) {
  const EventEndTime = new Date(lab.clock.now() + 1000);
  const input = { ReplayName, EventSourceArn, EventStartTime: new Date(0), EventEndTime, Destination: { Arn: BUS, FilterArns } };
  expect(await lab.events.startReplay(input)).toMatchObject({ State: 'STARTING' });
  await through(ReplayName);
}

async function through(ReplayName: string) {
  const ended = () =>
    lab.emulator.events.since(0).some((hop) => hop.type === 'events.replayed' && hop.resource?.endsWith(`/${ReplayName}`));
  while (!ended()) await lab.clock.advance(1000);
}

const bodies = async (arn: string) => (await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? ''));

test('a late subscriber catches up from the archive, and only it', async () => {
  const { ArchiveArn = '' } = await lab.events.createArchive({ ArchiveName: 'all', EventSourceArn: BUS });
  const early = await lab.queue('early');
  await lab.rule('early', [{ Arn: early }]);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    ids.push((await lab.put({ n })).Entries?.[0]?.EventId ?? '');
    await lab.clock.advance(60_000);
  }
  const late = await lab.queue('late');
  const lateRule = await lab.rule('late', [{ Arn: late }]);
  await replayAll('catch-up', ArchiveArn, [lateRule]);
  await lab.hops('events.delivered', 10);
  const caughtUp = await bodies(late);
  expect(caughtUp.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(new Set(caughtUp.map((event) => event['replay-name']))).toEqual(new Set(['catch-up']));
  expect(Object.keys(caughtUp[0]).slice(-3)).toEqual(['replay-name', 'resources', 'detail']);
  expect((await bodies(early)).map((event) => event['replay-name'])).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(await lab.events.describeArchive({ ArchiveName: 'all' })).toMatchObject({ EventCount: 5, RetentionDays: 0, State: 'ENABLED' });
  expect(await lab.events.describeReplay({ ReplayName: 'catch-up' })).toMatchObject({
    State: 'COMPLETED',
    EventLastReplayedTime: new Date(
      caughtUp
        .map(({ time }) => time)
        .sort()
        .at(-1),
    ),
    Destination: { Arn: BUS, FilterArns: [lateRule] },
  });
  expect((await lab.events.listReplays({ State: 'COMPLETED' })).Replays?.map(({ ReplayName }) => ReplayName)).toEqual(['catch-up']);
});

test('an archive keeps what its pattern lets through, for as long as it says', async () => {
  const EventPattern = '{"detail":{"prime":[true]}}';
  const { ArchiveArn = '' } = await lab.events.createArchive({ ArchiveName: 'prime', EventSourceArn: BUS, EventPattern, RetentionDays: 2 });
  await lab.put({ prime: true, n: 1 });
  await lab.put({ prime: false, n: 2 });
  await lab.clock.advance(1.5 * DAY);
  await lab.put({ prime: true, n: 3 });
  expect(await lab.events.describeArchive({ ArchiveName: 'prime' })).toMatchObject({ EventCount: 2, EventPattern, ArchiveArn });
  await lab.clock.advance(DAY);
  expect((await lab.events.listArchives({})).Archives).toMatchObject([{ ArchiveName: 'prime', EventCount: 1, RetentionDays: 2 }]);
  await lab.events.updateArchive({ ArchiveName: 'prime', RetentionDays: 0 });
  await lab.clock.advance(30 * DAY);
  expect(await lab.events.describeArchive({ ArchiveName: 'prime' })).toMatchObject({ EventCount: 1 });
  await lab.events.deleteArchive({ ArchiveName: 'prime' });
  expect(lab.stack.journal.table('events.archived').size).toBe(0);
});

test('what an archive has held for long enough goes by the clock, whether anybody looks or not', async () => {
  const held = () => lab.stack.journal.table('events.archived').size;
  await lab.events.createArchive({ ArchiveName: 'short', EventSourceArn: BUS, RetentionDays: 1 });
  await lab.events.createArchive({ ArchiveName: 'long', EventSourceArn: BUS, RetentionDays: 10 });
  await lab.put({ n: 1 });
  await lab.clock.advance(DAY / 2);
  await lab.put({ n: 2 });
  expect(held()).toBe(4);
  await lab.clock.advance(DAY / 2);
  expect(held()).toBe(3);
  await lab.clock.advance(DAY);
  expect(held()).toBe(2);
  await lab.events.updateArchive({ ArchiveName: 'long', RetentionDays: 3 });
  await lab.clock.advance(DAY);
  expect(held()).toBe(1);
  await lab.put({ n: 3 });
  await lab.events.updateArchive({ ArchiveName: 'long', RetentionDays: 1 });
  expect((await lab.events.describeArchive({ ArchiveName: 'long' })).EventCount).toBe(1);
  await lab.clock.advance(DAY);
  expect(held()).toBe(0);
});

test('a minute of very many events is replayed, each once', async () => {
  const { ArchiveArn = '' } = await lab.events.createArchive({ ArchiveName: 'many', EventSourceArn: BUS });
  const { EventId = '' } = (await lab.put({ n: 0 })).Entries?.[0] ?? {};
  const { putArchived, archivedOf } = storeOf(lab.stack);
  const [one] = archivedOf(ArchiveArn);
  if (!one) throw new Error('the archive holds nothing');
  // more than a call may have arguments
  const COUNT = 130_000;
  for (let n = 1; n < COUNT; n++) {
    const id = `${EventId}-${n}`;
    putArchived({ ...one, key: `${ArchiveArn}|${id}`, event: { ...one.event, id } });
  }
  await replayAll('all', ArchiveArn);
  expect(await lab.events.describeReplay({ ReplayName: 'all' })).toMatchObject({
    State: 'COMPLETED',
    EventLastReplayedTime: new Date(one.event.time),
  });
});

test('a replay is cancelled between two minutes', async () => {
  const { ArchiveArn = '' } = await lab.events.createArchive({ ArchiveName: 'all', EventSourceArn: BUS });
  for (let n = 0; n < 3; n++) {
    await lab.put({ n });
    await lab.clock.advance(60_000);
  }
  const [EventStartTime, EventEndTime] = [new Date(0), new Date(lab.clock.now())];
  await lab.events.startReplay({ ReplayName: 'r', EventSourceArn: ArchiveArn, EventStartTime, EventEndTime, Destination: { Arn: BUS } });
  await lab.emulator.events.waitFor((hop) => hop.type === 'events.put' && hop.detail?.replay === 'r');
  expect((await lab.events.describeReplay({ ReplayName: 'r' })).State).toBe('RUNNING');
  expect(await lab.events.cancelReplay({ ReplayName: 'r' })).toMatchObject({ State: 'CANCELLING' });
  await through('r');
  expect((await lab.events.describeReplay({ ReplayName: 'r' })).State).toBe('CANCELLED');
  expect((await lab.hops('events.put')).filter(({ detail }) => detail?.replay === 'r')).toHaveLength(1);
  expect(await errorOf(lab.events.cancelReplay({ ReplayName: 'r' }))).toMatch(/^IllegalStatusException/);
});

test('minutes are replayed in order, each event of the range once, whatever the times', async () => {
  const arn = await lab.queue('q');
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 }),
      fc.integer({ min: 0, max: 600 }),
      async (seconds, until) => {
        const name = `run-${run++}`;
        const source = { Source: name };
        const { ArchiveArn = '' } = await lab.events.createArchive({
          ArchiveName: name,
          EventSourceArn: BUS,
          EventPattern: `{"source":["${name}"]}`,
        });
        const base = Math.floor(lab.clock.now() / 60_000) * 60_000;
        for (const s of seconds) await lab.put({ s }, { ...source, Time: new Date(base + s * 1000) });
        const range = { EventStartTime: new Date(base), EventEndTime: new Date(base + until * 1000 + 1) };
        await lab.events.startReplay({ ReplayName: name, EventSourceArn: ArchiveArn, ...range, Destination: { Arn: BUS } });
        await through(name);
        const replayed = lab.emulator.events.since(0).filter((hop) => hop.type === 'events.put' && hop.detail?.replay === name);
        const times = new Map(
          lab.emulator.events
            .since(0)
            .flatMap((hop) => (hop.type === 'events.put' && hop.detail?.source === name && !hop.detail.replay ? [hop.messageId] : []))
            .map((id, i) => [id, seconds[i] as number]),
        );
        const minutes = replayed.map(({ messageId }) => Math.floor((times.get(messageId) as number) / 60));
        expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
        expect(replayed.map(({ messageId }) => times.get(messageId)).sort()).toEqual(seconds.filter((s) => s <= until).sort());
      },
    ),
    { numRuns: 15 },
  );
  expect(await lab.receive(arn)).toEqual([]);
});

test('what is no archive, and no replay', async () => {
  const { ArchiveArn = '' } = await lab.events.createArchive({ ArchiveName: 'a', EventSourceArn: BUS });
  const { EventBusArn = '' } = await lab.events.createEventBus({ Name: 'other' });
  expect(await errorOf(lab.events.createArchive({ ArchiveName: 'a', EventSourceArn: BUS }))).toBe(
    'ResourceAlreadyExistsException: Archive a already exists.',
  );
  expect(await errorOf(lab.events.createArchive({ ArchiveName: 'b', EventSourceArn: `${BUS}x` }))).toBe(
    'ResourceNotFoundException: Event bus defaultx does not exist.',
  );
  expect(await errorOf(lab.events.describeArchive({ ArchiveName: 'b' }))).toBe('ResourceNotFoundException: Archive b does not exist.');
  expect(await errorOf(lab.events.updateArchive({ ArchiveName: 'a' }))).toMatch(
    /At least one of EventPattern, RetentionDays or Description/,
  );
  const good = {
    ReplayName: 'r',
    EventSourceArn: ArchiveArn,
    EventStartTime: new Date(0),
    EventEndTime: new Date(1000),
    Destination: { Arn: BUS },
  };
  const refused = (more: object) => errorOf(lab.events.startReplay({ ...good, ...more }));
  expect(await refused({ EventSourceArn: `${ArchiveArn}x` })).toBe(
    'ValidationException: Parameter EventSourceArn is not valid. Reason: Archive ax does not exist.',
  );
  expect(await refused({ Destination: { Arn: EventBusArn } })).toMatch(/Cross event bus replay is not permitted\.$/);
  expect(await refused({ EventEndTime: new Date(0) })).toMatch(/EventStartTime must be before EventEndTime\.$/);
  await lab.events.startReplay(good);
  expect(await refused({})).toBe('ResourceAlreadyExistsException: Replay r already exists.');
});
