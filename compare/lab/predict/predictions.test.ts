import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../figures.ts';
import { type LaneSettings, lane as laneOf } from '../lane.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { BEGAN, rowOf, runOf } from '../testing.ts';
import { invocationsOf } from './invocations.ts';
import { observe } from './observed.ts';
import { predictionsOf } from './predictions.ts';
import { outageOf, partsOf, settingsOfLane } from './settings-of-lane.ts';
import { predictionLines } from './text.ts';

/** `count` messages in one repetition, `gapMs` apart, at the consumer for `serviceMs`, whose trigger and the rest `row` may change. */
function steady(
  mode: string,
  settings: Partial<LaneSettings>,
  { count = 11, gapMs = 100, serviceMs = 50, row = () => ({}), run = {} }: Steady = {},
): Run {
  const lane = laneOf(mode, settings);
  const rows = Array.from({ length: count }, (_, i) => {
    const sentAt = BEGAN + i * gapMs;
    const base = rowOf({ lane: lane.id, id: `m${i}`, sentAt, environment: `e${i}` });
    const changed = { ...base, ...row(i, base) };
    return {
      ...changed,
      deliveredAt: 'deliveredAt' in row(i, base) ? changed.deliveredAt : (changed.handledAt as number) + serviceMs,
    } as Row;
  });
  return runOf(rows, { arrivals: { kind: 'poisson', rate: 1000 / gapMs }, beganAt: [BEGAN], ...run }, [lane]);
}
interface Steady {
  count?: number;
  gapMs?: number;
  serviceMs?: number;
  row?: (index: number, base: Row) => Partial<Row>;
  run?: Partial<Run>;
}

const predictions = (run: Run) => predictionsOf(run, figuresOf(run));
const of = (run: Run, what: string) => predictions(run).find((known) => known.what.startsWith(what));

describe('predictions of a run', () => {
  it("has Little's law: 10 a second, 50 ms each, is half a message at work", () => {
    const run = steady('push', {});
    // 11 messages of 50 ms in the 10 × 100 + 50 ms from the first line of the first to the mail of the last, which the first opens: 500 / 1050
    const little = of(run, 'messages at consumers');
    expect(little).toMatchObject({ lane: 'push', predicted: 0.5, unit: 'at once', why: 'as predicted' });
    expect(little?.measured).toBeCloseTo(500 / 1050);
  });

  it('has the time at the consumer from its knobs, and says what the mail itself takes', () => {
    const run = steady('pull', { handlerMs: 20 }, { serviceMs: 80, run: { providerKnobs: { latencyMs: 30 } } });
    const service = of(run, 'time at the consumer');
    expect(service).toMatchObject({ predicted: 50, measured: 80 });
    expect(service?.why).toContain('the mail itself takes 30 ms');
  });

  it('knows the ceiling of a lane, and whether it was reached', () => {
    // three messages handed in at once, one environment each
    const three = (i: number, base: Row) => ({ handledAt: (base.handledAt as number) - (i % 3) * 100 });
    const run = steady('pull', { maximumConcurrency: 3, batchSize: 1 }, { count: 9, row: three });
    expect(of(run, 'at work at once')).toMatchObject({ predicted: 3, measured: 3, why: 'the limit was reached' });
    const calm = (workers: number) => of(steady('worker', { workers, workerConcurrency: 1 }), 'at work at once');
    expect(calm(2)).toMatchObject({ predicted: 2, measured: 1, why: 'the load never needed more' });
    // far above what came it says nothing
    expect(calm(3)).toBeUndefined();
    // 10 gaps of 100 ms on a clock × 2 are 2 s: 5 + 5 × 2
    const target = { name: 'embedded' as const, title: '', timeScale: 2, settings: [] };
    expect(of(steady('pull', {}, { serviceMs: 2000, run: { target } }), 'at work')).toMatchObject({ predicted: 15, measured: 11 });
  });

  it('has the rate at which a lane saturates', () => {
    // 100 a second come, two at once of 100 ms each are 20 a second: the 101 messages of one second need five
    const run = steady(
      'pull',
      { maximumConcurrency: 2, batchSize: 1 },
      { count: 101, gapMs: 10, serviceMs: 100, row: (i, base) => ({ handledAt: base.sentAt - i * 10 + 23 + Math.floor(i / 2) * 100 }) },
    );
    const found = of(run, 'mails a second');
    expect(found).toMatchObject({ predicted: 20, why: 'as predicted: the consumers are the limit' });
    // the last begins after 50 × 100 + 23 ms and takes 100; the first opens the time
    expect(found?.measured).toBeCloseTo(100 / 5.123);
  });

  it('has the wait for a window, its batches, and what a real run makes of them', () => {
    // 10 a second for five pollers, window 2 s: each gathers five, which wait 2, 1.5, 1, 0.5 and 0 s
    const run = steady(
      'pull',
      { batchWindowS: 2 },
      {
        count: 51,
        row: (i, base) => ({
          ...{ batch: 5, environment: `e${i % 5} ${Math.floor(i / 25)}` },
          handledAt: (base.handedOverAt as number) + 20 + (4 - Math.floor((i % 25) / 5)) * 500,
        }),
      },
    );
    expect(of(run, 'batch')).toMatchObject({ predicted: 5, measured: expect.closeTo(5), why: 'as predicted' });
    // the first waits for all of it, four for half on average: (2 + 4 × 1) / 5
    expect(of(run, 'wait for the batch')).toMatchObject({ predicted: 1200, why: 'as predicted' });
    expect(of(run, 'wait for the batch')?.measured).toBeCloseTo((50 * 1000 + 2000) / 51);
    expect(invocationsOf(run.rows, 'mapping')).toHaveLength(11);
  });

  it('has all of the window where few messages come in it, and says nothing of a batch of one, which waits for none', () => {
    const late = (ms: number) => (i: number, base: Row) => ({ handledAt: (base.handedOverAt as number) + 20 + (i < 2 ? 0 : ms) });
    const wait = (batchSize: number, ms: number) =>
      of(steady('pull', { batchWindowS: 1, batchSize }, { count: 101, gapMs: 20, row: late(ms) }), 'wait for the batch');
    expect(wait(1, 5)).toBeUndefined();
    expect(wait(10, 1000)?.why).toBe('most messages opened a batch of their own, and waited for all of the window');
    expect(wait(100, 750)?.why).not.toContain('waited for all');
  });

  it('takes the rate from the knob, and says of push nothing of queues', () => {
    // five messages a second apart at one a second
    const run = steady('push', {}, { count: 5, gapMs: 1000 });
    for (const what of ['messages at consumers', 'mails a second']) expect(of(run, what)?.why).toBe('as predicted');
    const fast = (mode: string) => of(steady(mode, {}, { run: { arrivals: { kind: 'poisson', rate: 5 } } }), 'messages at consumers');
    expect(fast('push')).toMatchObject({ predicted: 0.25, why: expect.stringContaining('came at 10 a second') });
    // at the same rate, but all of them a second late and at once
    const heap = (i: number) => ({ handledAt: BEGAN + 2000 + i });
    const heaped = (mode: string) => of(steady(mode, {}, { row: heap }), 'messages at consumers')?.why;
    expect(heaped('pull')).toContain('out of the queue');
    expect(heaped('push')).not.toContain('queue');
    expect(of(steady('push', {}, { count: 1 }), 'messages at consumers')).toBeUndefined();
  });

  it('has half the interval of a short poll, and less with several processes', () => {
    const even = (i: number, base: Row) => ({ handledAt: (base.handedOverAt as number) + i * 100 });
    expect(of(steady('short-poll', { pollMs: 1000, workerConcurrency: 10 }, { row: even }), 'wait for the next poll')).toMatchObject({
      predicted: 500,
      measured: 500,
    });
    expect(of(steady('short-poll', { pollMs: 900, workers: 2, workerConcurrency: 10 }), 'wait for the next poll')?.predicted).toBe(300);
    // 10 a second come and 4 are taken: 1.5 × half of the second that the load lasts, behind the half second
    const slow = of(steady('short-poll', { pollMs: 1000 }), 'wait for the next poll');
    expect(slow).toMatchObject({ predicted: 1250, formula: expect.stringContaining('polls take 4') });
  });

  it('has the delay of a queue, by the clock of the target', () => {
    const late = (_: number, base: Row) => ({ handledAt: (base.handedOverAt as number) + 520 });
    const target = { name: 'embedded' as const, title: '', timeScale: 2, settings: [] };
    expect(of(steady('pull', { delayS: 1 }, { row: late, run: { target } }), 'trigger with DelaySeconds')).toMatchObject({
      ...{ predicted: 500, measured: 520, why: 'as predicted' },
    });
  });

  it("has what lives through an outage: Lambda's three minutes against six", () => {
    // a message every 10 s for 6 min, down from 0 to 360 s: what came in the last 180 s lives
    const row = (i: number) => (i < 18 ? { fate: 'dead-lettered' as const, handledAt: undefined, deliveredAt: undefined, mails: 0 } : {});
    const faults = [{ what: 'the provider is down', fromS: 0, untilS: 360, provider: { down: true } }];
    const run = steady('push', {}, { count: 36, gapMs: 10_000, row: row as never, run: { faults } });
    const outage = of(run, 'live through');
    // the last of the 36 comes at 350 s: 10 s of the outage were quiet, 170 of 350 live
    expect(outage?.predicted).toBeCloseTo(170 / 350);
    expect(outage).toMatchObject({ measured: 0.5, why: 'as predicted' });
    const forEver = steady(
      'push',
      {},
      { count: 36, gapMs: 10_000, row: row as never, run: { faults: [{ ...faults[0], untilS: undefined } as never] } },
    );
    expect(of(forEver, 'live through')?.predicted).toBe(0);
    expect(outageOf(forEver)?.toMs).toBe(Number.POSITIVE_INFINITY);
    const sync = steady('sync', {}, { count: 36, gapMs: 10_000, row: row as never, run: { faults } });
    expect(of(sync, 'live through')).toMatchObject({ predicted: 0, formula: 'nobody tries again' });
  });

  it('has what independent errors leave of the tries', () => {
    const run = steady('webhook', {}, { run: { providerKnobs: { errorRate: 0.5 } } });
    expect(of(run, 'delivered')).toMatchObject({ predicted: 1 - 0.5 ** 4, measured: 1 });
  });

  it('is silent about ways that it does not know, and prints a line a formula', () => {
    const run = steady('push', {});
    const foreign = { ...run, lanes: run.lanes.map((lane) => ({ ...lane, mode: 'somebody elses' })) };
    expect(predictions(foreign)).toEqual([]);
    const lines = (all: ReturnType<typeof predictions>) => predictionLines(all, 100, (_, plain) => plain).join('\n');
    expect(lines([])).toBe('');
    expect(lines(predictions(run))).toMatch(/predicted {2}measured +gap\n/);
    expect(lines(predictions(run))).toMatch(/push: messages at consumers, mean +0\.5 +0\.48 +−5 %/);
    expect(lines(predictions(run))).not.toContain('•');
    const slow = steady('pull', { handlerMs: 20 }, { serviceMs: 80 });
    expect(lines(predictions(slow))).toContain(
      '• pull: time at the consumer (handler 20 ms + provider 0.0 ms): the mail itself takes 60 ms',
    );
    expect(lines(predictions(slow))).not.toContain('the load never needed more');
  });
});

describe('invocations', () => {
  it('hold every delivered message once, and last until the last mail', () => {
    const message = fc.record({
      at: fc.integer({ min: 0, max: 500 }),
      ms: fc.integer({ min: 0, max: 100 }),
      environment: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), fc.constantFrom('mapping' as const, 'worker' as const), (messages, consumer) => {
        const rows = messages.map(({ at, ms, environment }, i) =>
          rowOf({ lane: 'L', id: `m${i}`, environment, handledAt: BEGAN + at, deliveredAt: BEGAN + at + ms }),
        );
        const all = invocationsOf(rows, consumer);
        expect(all.reduce((sum, one) => sum + one.messages, 0)).toBe(rows.length);
        if (consumer === 'worker') expect(all).toHaveLength(rows.length);
        const end = (ones: readonly { toMs: number }[]) => Math.max(0, ...ones.map(({ toMs }) => toMs));
        expect(end(all)).toBe(end(messages.map(({ at, ms }) => ({ toMs: BEGAN + at + ms }))));
      }),
    );
  });
});

describe('the parts of a lane', () => {
  it('add up, message by message, to what was measured; what came after a fault, cold or again is in none', () => {
    const run = steady(
      'push',
      {},
      {
        row: (i) =>
          i === 3 ? { cold: true } : i === 4 ? { fault: 'throw×1' } : i === 5 ? { receiveCount: 2 } : i === 6 ? { fate: 'lost' } : {},
        run: { faults: [{ what: 'later', fromS: 0.95 }] },
      },
    );
    const [lane] = run.lanes as [Run['lanes'][number]];
    // eleven, less four, less the one that came after 950 ms
    expect(observe(run, lane).calm).toEqual([20, 20, 20, 20, 20, 20]);
    const { entranceMs, triggerMs, mailMs, replyMs } = partsOf(run, lane);
    for (const [part, ms] of [
      [entranceMs, 3],
      [triggerMs, 20],
      [mailMs, 50],
      [replyMs, 5],
    ] as const)
      expect(part.map(([, value]) => value)).toEqual(part.map(() => ms));
    const settings = settingsOfLane(run, lane, partsOf(run, lane));
    expect(settings.load).toEqual({ rate: 10, durationMs: 1100, arrivals: 'poisson' });
  });

  it('are scaled where they pass by the clock of the target', () => {
    const run = steady(
      'worker',
      { batchWindowS: 4, visibilityTimeoutS: 20, maxReceiveCount: 3, memoryMb: 256 },
      { run: { target: { name: 'embedded', title: '', timeScale: 10, settings: [] } } },
    );
    const [lane] = run.lanes as [Run['lanes'][number]];
    const settings = settingsOfLane(run, lane, partsOf(run, lane));
    expect(settings.async.retryMs).toEqual([6_000, 12_000]);
    expect(settings.sqs).toMatchObject({ visibilityTimeoutMs: 2_000, maxReceiveCount: 3 });
    expect(settings.mapping.maximumBatchingWindowMs).toBe(400);
    expect(settings.worker).toMatchObject({ firstRetryMs: 200, longestRetryMs: 6_000, shortPollMs: 1_000, processes: 1 });
    expect(settings.lambda.memoryMb).toBe(256);
  });
});
