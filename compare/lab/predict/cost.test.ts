import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceList } from '../../cost/price-list.ts';
import { figuresOf } from '../figures.ts';
import { type LaneSettings, lane as laneOf } from '../lane.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { BEGAN, plausibleRun, rowOf, runOf } from '../testing.ts';
import { costOf } from './cost.ts';
import { partsOfCosts, usedByMessage } from './cost-parts.ts';
import { syncWaitsForNothing } from './cost-scope.ts';
import { costLines } from './cost-text.ts';

const MONTH_S = 30 * 24 * 3600;
const DOLLARS = priceList.prices.outboundGigabytes.usd * 0.004;

/**
 * `count` messages at 10 a second: the entrance runs for 5 ms (2 to 7 ms after it was sent), the consumer for 98 ms, so that with the
 * 2 ms of the runtime 7 and 100 ms are billed.
 */
function runOfMode(mode: string, settings: Partial<LaneSettings> = {}, row: (index: number) => Partial<Row> = () => ({}), count = 21): Run {
  const lane = laneOf(mode, { memoryMb: 1024, ...settings });
  const rows = Array.from({ length: count }, (_, i) => {
    const base = rowOf({ lane: lane.id, id: `m${i}`, sentAt: BEGAN + i * 100, environment: `e${i}` });
    return { ...base, deliveredAt: (base.handledAt as number) + 98, ...row(i) };
  });
  return runOf(rows, { arrivals: { kind: 'constant', rate: 10 } }, [lane]);
}
const costs = (run: Run) => costOf(run, figuresOf(run));
/** Dollars a million of these requests, this memory × time, and the mail's way out. */
const perMillion = (requests: number, gbSeconds: number) =>
  requests + gbSeconds * 1e6 * priceList.prices.lambdaGbSeconds.usd + DOLLARS * 1000;

describe('the cost of a lane', () => {
  it('push: a publish, two requests of Lambda, 7 + 100 ms of 1 GB', () => {
    const [push] = costs(runOfMode('push'));
    // 0.50 + 2 × 0.20
    expect(push?.perMillion).toBeCloseTo(perMillion(0.9, 0.107), 4);
    expect(push).toMatchObject({
      lane: 'push',
      idlePerMonth: 0,
      load: { rate: 10 },
      measured: { invocations: 1, entranceMs: 7, consumerMs: 100 },
    });
    expect(push?.perMonth).toBeCloseTo(((push?.perMillion ?? 0) * 10 * MONTH_S) / 1e6, 6);
  });

  it('pull in batches of three: a third of receives, deletes and invocations, and the polls that find nothing', () => {
    const batches = (i: number) => {
      const sentAt = BEGAN + (i - (i % 3)) * 100;
      return { environment: `b${Math.floor(i / 3)}`, handledAt: sentAt + 300, deliveredAt: sentAt + 398, batch: 3 };
    };
    const [pull] = costs(runOfMode('pull', { batchWindowS: 1 }, batches));
    // 0.40 + 2/3 × 0.40 + (1 + 1/3) × 0.20; GB-s: 7 ms + a third of 100; five pollers of 20 s at 10 a second never come back empty
    expect(pull?.perMillion).toBeCloseTo(perMillion(0.4 + 0.8 / 3 + 0.8 / 3, 0.007 + 0.1 / 3), 4);
    expect(pull?.idlePerMonth).toBeLessThan(1e-9);
  });

  it('sync: no message service, and the time that the entrance waits', () => {
    const [sync] = costs(runOfMode('sync', {}, (i) => ({ acknowledgedAt: BEGAN + i * 100 + 122 })));
    // 120 + 2 ms wait, 100 work
    expect(sync?.perMillion).toBeCloseTo(perMillion(0.4, 0.222), 4);
  });

  it('worker: a send, a receive, a tenth of a delete, and the hours of its process', () => {
    const [worker] = costs(runOfMode('worker'));
    expect(worker?.measured.invocations).toBe(0);
    const hours = priceList.prices.workerHours.usd * 720;
    expect(worker?.idlePerMonth).toBeCloseTo(hours, 6);
    expect(worker?.perMillion).toBeCloseTo(perMillion(0.84 + 0.2, 0.007) + (hours * 1e6) / (10 * MONTH_S), 4);
  });

  it('counts what was tried again, what failed, what was large, and several consumers', () => {
    const run = runOfMode('push', {}, (i) =>
      i % 3 === 0 ? { fate: 'dead-lettered', mails: 0, handledAt: undefined as never, deliveredAt: undefined as never } : {},
    );
    const [failing] = costs({ ...run, retries: [{ lane: 'Push', repetition: 1, count: 14 }] });
    // 21 first attempts and 14 more
    expect(failing?.measured.invocations).toBeCloseTo(35 / 21);
    expect(failing?.perMillion).toBeCloseTo(((failing?.perMonth ?? 0) / (10 * MONTH_S)) * 1e6 * 1.5, 4);
    const [large] = costs(runOfMode('pull', { batchSize: 1 }, () => ({ bytes: 200_000 })));
    // four requests to send, four to receive, one to delete
    expect(large?.lines.find(({ item }) => item === 'sqsRequests')?.count).toBeCloseTo(9 * 10 * MONTH_S, -3);
    const lane = laneOf('push', { fanOut: 2, memoryMb: 1024 });
    const rows = Array.from({ length: 22 }, (_, i) =>
      rowOf({ lane: lane.id, id: `m${i >> 1}`, copy: i % 2, sentAt: BEGAN + (i >> 1) * 100, environment: `e${i}` }),
    );
    const [two] = costs(runOf(rows, { arrivals: { kind: 'burst', rate: 1, times: 10, burstS: 1 } }, [lane]));
    expect(two?.measured.invocations).toBe(2);
    expect(two?.lines.find(({ item }) => item === 'snsPublishes')?.count).toBe(10 * MONTH_S);
  });

  it('bills asynchronous events of more than 256 KB as several requests of Lambda, and no other invocation', () => {
    const KIB = 1024;
    // one in three is too large, and refused
    const sizes = (i: number) =>
      i % 3 === 0
        ? {
            ...{ bytes: 1025 * KIB, fate: 'refused' as const, accepted: false, error: 'RequestEntityTooLargeException', mails: 0 },
            ...{ handledAt: undefined as never, deliveredAt: undefined as never },
          }
        : { bytes: (i % 3 === 1 ? 256 : 1023) * KIB };
    const requests = (mode: string) => costs(runOfMode(mode, { batchSize: 1 }, sizes))[0]?.measured.usage.lambdaRequests;
    // the entrance's, and for each third of the messages none, one, and thirteen: 256 KB and twelve times 64
    for (const mode of ['async', 'push', 'eventbridge']) expect(requests(mode)).toBeCloseTo(1 + (1 + 13) / 3, 9);
    for (const mode of ['sync', 'pull', 'webhook']) expect(requests(mode)).toBeCloseTo(1 + 2 / 3, 9);
    const [async] = costs(runOfMode('async', {}, () => ({ bytes: 300 * KIB })));
    expect(async?.perMillion).toBeCloseTo(perMillion(0.2 * 3, 0.107), 4);
    expect(async?.measured.invocations).toBe(1);
  });

  it('bills no invocation for what was refused at the hand-over, and one for a consumer that failed while its caller waited', () => {
    const refused = (error: string) => (i: number) =>
      i % 3 === 0
        ? { fate: 'refused' as const, accepted: false, error, mails: 0, handledAt: undefined as never, deliveredAt: undefined as never }
        : {};
    const invocations = (mode: string, error: string) => costs(runOfMode(mode, {}, refused(error)))[0]?.measured.invocations;
    expect(invocations('push', 'InvalidParameterException: Message too long')).toBeCloseTo(14 / 21, 9);
    expect(invocations('sync', 'TooManyRequestsException: Rate exceeded')).toBeCloseTo(14 / 21, 9);
    expect(invocations('sync', 'Error: The consumer failed: {}')).toBeCloseTo(1, 9);
  });

  it('is the sum of its lines, whatever the run', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sync', 'async', 'push', 'pull', 'fifo', 'worker', 'webhook', 'eventbridge'),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 500 }),
        (mode, count, ms) => {
          const run = runOfMode(mode, {}, (i) => ({ handledAt: BEGAN + i * 100 + 20, deliveredAt: BEGAN + i * 100 + 20 + ms }), count);
          const [cost] = costs(run);
          expect(cost?.lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(cost?.perMonth ?? -1, 6);
          expect(cost?.perMonth).toBeGreaterThanOrEqual(cost?.idlePerMonth ?? 0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('can be computed again from what is printed: parts, requests, bytes and prices', () => {
    const run = runOfMode('push');
    const [push] = costs(run);
    if (push === undefined) throw new Error('no costs');
    const parts = partsOfCosts([push]);
    expect(parts.map(({ title }) => title)).toEqual(['Lambda requests', 'GB-s', 'queues, topics', 'bytes out']);
    expect(parts.reduce((sum, { perMillion: [usd = 0] }) => sum + usd, 0)).toBeCloseTo(push.perMillion, 9);
    // entrance and consumer, a publish, a mail
    expect(usedByMessage(push)).toEqual({ requests: 2, gbSeconds: expect.closeTo(0.107), queues: 1, bytesOut: 4000 });
    const text = costLines(run, figuresOf(run), 100, (_, plain) => plain).join('\n');
    expect(text.replaceAll('\n', ' ')).toContain(
      'requests of Lambda 0.2 a million, GB-s 0.0000166667, GB out 0.09, publishes 0.5 a million',
    );
    expect(text).toMatch(/^push +2\.00 +0\.11 +1\.00 +4000$/m);
  });

  it('says why sync is the cheapest beside a provider that takes no time, and only then', () => {
    const of = (latencyMs: number) => {
      const run = { ...plausibleRun({ sync: 5, push: 20 }, { random: () => 0.5 }), providerKnobs: { latencyMs } };
      return syncWaitsForNothing(run, costs(run));
    };
    expect(of(0)).toMatch(/provider of 0 ms sync is the cheapest, since nothing is waited for; for a provider of 100 ms see/);
    expect(of(100)).toBeUndefined();
    const push = plausibleRun({ push: 20 }, { random: () => 0.5 });
    expect(syncWaitsForNothing(push, costs(push))).toBeUndefined();
  });

  it('is printed with its dates', () => {
    const run = plausibleRun({ push: 20, pull: 10 }, { random: () => 0.5 });
    const figures = figuresOf(run);
    const text = costLines(run, figures, 200, (_, plain) => plain).join('\n');
    expect(text).toMatch(/^a month of 5\/s on AWS +\$\/million/);
    expect(text).toMatch(/^push +\d/m);
    expect(text).toMatch(/List prices of us-east-1, the oldest of 20\d\d-\d\d/);
    expect(costLines({ ...run, lanes: [] }, [], 80, (_, plain) => plain)).toEqual([]);
  });
});
