import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grown } from '../../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import { modeOf } from '../simulate/modes.ts';
import { exactly } from '../simulate/quantiles.ts';
import { DEFAULTS, type Settings } from '../simulate/settings.ts';
import { simulate } from '../simulate/simulate.ts';
import { explain } from './explain.ts';
import * as formulas from './formulas.ts';
import { predict } from './predict.ts';

describe('formulas', () => {
  it("Little's law, and what lanes can do, are two sides of it", () => {
    expect(formulas.atOnce(1000, 200)).toBe(200);
    expect(formulas.mostPerSecond(5, 100, 10)).toBe(500);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (lanes, ms) => {
        expect(formulas.atOnce(formulas.mostPerSecond(lanes, ms), ms)).toBeCloseTo(lanes);
      }),
    );
  });

  it("the pollers' ramp reaches 1,250 after 249 s, as the embedded stack's does", () => {
    expect(formulas.secondsToPollers(1250)).toBe(249);
    expect(formulas.pollersAt(1000)).toBe(1250);
    let pollers = 5;
    for (let second = 1; second <= 300; second++) {
      pollers = grown(pollers, 1e6, undefined);
      expect(pollers).toBe(formulas.pollersAt(second));
    }
    expect(formulas.secondsToPollers(20, 10)).toBe(Number.POSITIVE_INFINITY);
  });

  it('the next of several polls comes sooner: the least of so many even chances', () => {
    expect(formulas.pollWaitMs(1000, 1)).toBe(500);
    expect(formulas.pollWaitMs(1000, 4)).toBe(200);
    const found = simulate(modeOf('short-poll'), {
      ...settings,
      load: { ...settings.load, rate: 5 },
      triggerMs: exactly(0),
      worker: { ...DEFAULTS.worker, processes: 1, concurrency: 10 },
    });
    expect(found.triggerMs.p50).toBeGreaterThan(400);
    expect(found.triggerMs.p50).toBeLessThan(600);
  });

  it('a window waits for a batch, or for its own end', () => {
    expect(formulas.windowWaitMs(1000, 10, 1000)).toBeCloseTo(4.5);
    // two a batch: one waits a second, the other half of it; where hardly any come, each waits alone, for all of it
    expect(formulas.windowWaitMs(1, 10, 1000)).toBe(750);
    expect(formulas.windowWaitMs(1e-6, 10, 1000)).toBeCloseTo(1000, 2);
    expect(formulas.windowWaitMs(1, 10, 0)).toBe(0);
    expect(formulas.batchFill(5, 10, 1000)).toBe(6);
    expect(formulas.batchFill(500, 10, 1000)).toBe(10);
  });

  it('a ladder outlives what is shorter than it, and a part of what is longer', () => {
    expect(formulas.survival(179_000, [60_000, 120_000])).toBe(1);
    expect(formulas.survival(360_000, [60_000, 120_000])).toBe(0.5);
    expect(formulas.survival(1, [])).toBe(0);
    // of 300 s the last 100 were quiet: 200 s of arrivals, of which the last 180 - 100 = 80 s live
    expect(formulas.survival(300_000, [60_000, 120_000], 100_000)).toBeCloseTo(0.4);
    expect(formulas.survival(Number.POSITIVE_INFINITY, [60_000])).toBe(0);
    expect(formulas.successWithin(3, 0.1)).toBeCloseTo(0.999);
  });

  it("Erlang's C is what textbooks print, and M/M/1 for one server", () => {
    // 2 servers, load 1: one in three waits
    expect(formulas.waitProbability(2, 1)).toBeCloseTo(1 / 3);
    expect(formulas.waitProbability(1, 0.5)).toBeCloseTo(0.5);
    expect(formulas.meanWaitMs(5, 100, 1)).toBeCloseTo(100);
    expect(formulas.meanWaitMs(5, 100, 1, 'constant')).toBeCloseTo(50);
    expect(formulas.meanWaitMs(10, 100, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(formulas.waitProbability(500, 450)).toBeGreaterThan(0);
  });

  it('a backlog drains by what the capacity has left', () => {
    expect(formulas.drainSeconds(1000, 300, 100)).toBe(5);
    expect(formulas.drainSeconds(1000, 100, 100)).toBe(Number.POSITIVE_INFINITY);
    expect(formulas.drainSecondsOnRamp(1000, 10, 10_000, 100)).toBe(Number.POSITIVE_INFINITY);
    const onRamp = formulas.drainSecondsOnRamp(10_000, 10, 0);
    expect(onRamp).toBeGreaterThan(formulas.drainSeconds(10_000, 12_500, 0));
    expect(onRamp).toBeLessThan(formulas.drainSeconds(10_000, 50, 0));
  });
});

const settings: Settings = {
  ...DEFAULTS,
  load: { rate: 50, durationMs: 60_000, arrivals: 'poisson' },
  provider: { ...DEFAULTS.provider, ms: exactly(80) },
};

describe('a prediction', () => {
  it('has the median of the trigger where nothing queues, within a fifth', () => {
    for (const name of ['sync', 'async', 'push', 'pull', 'fanout', 'worker', 'webhook', 'eventbridge']) {
      const found = simulate(modeOf(name), settings).triggerMs.p50 ?? 0;
      const { triggerMs } = predict(modeOf(name), settings);
      expect(Math.abs(found - triggerMs) / triggerMs, name).toBeLessThan(0.2);
    }
  });

  it('has the wait before a fixed number of servers: the simulation agrees with M/D/c', () => {
    const busy = { ...settings, triggerMs: exactly(0), handlerMs: 20, lambda: { ...DEFAULTS.lambda, coldStartMs: exactly(0) } };
    const at = {
      ...busy,
      load: { rate: 36, durationMs: 600_000, arrivals: 'poisson' as const },
      worker: { ...DEFAULTS.worker, processes: 4, concurrency: 1 },
    };
    const outcome = simulate(modeOf('worker'), { ...at, sqs: { ...DEFAULTS.sqs, roundTripMs: 0 } });
    // the median is below the mean, where the formula has the mean only
    const { p50 = 0 } = outcome.triggerMs;
    const wait = formulas.meanWaitMs(36, 100, 4, 'constant');
    expect(p50).toBeGreaterThan(wait / 3);
    expect(p50).toBeLessThan(wait * 1.5);
  });

  it('has what outlives an outage: the simulation agrees within a tenth', () => {
    for (const [name, seconds] of [
      ['push', 100],
      ['push', 360],
      ['webhook', 30],
      ['webhook', 120],
      ['pull', 200],
      ['pull', 480],
      ['sync', 10],
    ] as const) {
      const outage = seconds * 1000;
      const down = {
        ...settings,
        load: { ...settings.load, rate: 5, durationMs: outage },
        provider: { ...settings.provider, down: { fromMs: 0, toMs: outage } },
      };
      const { fates, sent } = simulate(modeOf(name), down);
      expect(Math.abs(fates.handled / sent - predict(modeOf(name), down).survives), `${name} ${seconds} s`).toBeLessThan(0.1);
    }
  });

  it('counts what waits at the end of an outage', () => {
    const down = { ...settings, provider: { ...settings.provider, down: { fromMs: 10_000, toMs: 40_000 } } };
    const { peak } = simulate(modeOf('push'), down);
    const { backlogAfterOutage, drainSeconds } = predict(modeOf('push'), down);
    expect(peak.backlog / backlogAfterOutage).toBeGreaterThan(0.8);
    expect(peak.backlog / backlogAfterOutage).toBeLessThan(1.2);
    expect(drainSeconds).toBeGreaterThan(60);
  });
});

describe('an explanation', () => {
  const predicted = predict(modeOf('push'), settings);
  it('is silent about the reason where there is no gap', () => {
    expect(explain({ triggerMs: predicted.triggerMs }, predicted)).toEqual([expect.stringMatching(/the same\)\.$/)]);
    expect(explain({}, predicted)).toEqual([]);
  });
  it('names the limit that was met, then cold starts, then the machine', () => {
    const slow = 10 * predicted.triggerMs;
    expect(explain({ triggerMs: slow, limits: ['account concurrency 10'] }, predicted)[0]).toContain('account concurrency 10 was met');
    expect(explain({ triggerMs: slow, coldStarts: 7 }, predicted)[0]).toContain('7 cold starts');
    expect(explain({ triggerMs: slow, measured: true }, predicted)[0]).toContain('processor time');
    expect(explain({ triggerMs: slow, retries: 3, measured: true }, predicted)[0]).toContain('3 retries');
  });
});
