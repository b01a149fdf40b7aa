import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FATES } from '../rows.ts';
import { modeOf, SIMULATED } from './modes.ts';
import { exactly } from './quantiles.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { simulate } from './simulate.ts';

const withLoad = (more: Partial<Settings['load']>, provider: Partial<Settings['provider']> = {}): Settings => ({
  ...DEFAULTS,
  load: { ...DEFAULTS.load, durationMs: 20_000, ...more },
  provider: { ...DEFAULTS.provider, ...provider },
});

const anySettings: fc.Arbitrary<Settings> = fc
  .record({
    seed: fc.integer(),
    rate: fc.integer({ min: 1, max: 60 }),
    errorRate: fc.constantFrom(0, 0.1, 1),
    down: fc.boolean(),
    rateLimit: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
    batchSize: fc.integer({ min: 1, max: 10 }),
    maximumBatchingWindowMs: fc.constantFrom(0, 500, 3000),
    maximumConcurrency: fc.option(fc.integer({ min: 2, max: 10 }), { nil: undefined }),
    reservedConcurrency: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    accountConcurrency: fc.constantFrom(100, 1000),
    messageGroups: fc.constantFrom(1, 3, 1000),
    deadLetters: fc.boolean(),
  })
  .map((knobs) => ({
    ...withLoad(
      { rate: knobs.rate, durationMs: 5000 },
      {
        errorRate: knobs.errorRate,
        ...(knobs.down ? { down: { fromMs: 1000, toMs: 200_000 } } : {}),
        ...(knobs.rateLimit ? { rateLimit: knobs.rateLimit } : {}),
      },
    ),
    seed: knobs.seed,
    lambda: {
      ...DEFAULTS.lambda,
      accountConcurrency: knobs.accountConcurrency,
      ...(knobs.reservedConcurrency === undefined ? {} : { reservedConcurrency: knobs.reservedConcurrency }),
    },
    mapping: {
      batchSize: knobs.batchSize,
      maximumBatchingWindowMs: knobs.maximumBatchingWindowMs,
      ...(knobs.maximumConcurrency === undefined ? {} : { maximumConcurrency: knobs.maximumConcurrency }),
    },
    sqs: { ...DEFAULTS.sqs, messageGroups: knobs.messageGroups },
    deadLetters: knobs.deadLetters,
  }));

describe.each(SIMULATED.map((mode) => [mode.name, mode] as const))('%s', (_name, mode) => {
  it('brings every share to an end that is counted once, whatever the settings', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { sent, fates, peak } = simulate(mode, settings);
        expect(FATES.reduce((sum, fate) => sum + fates[fate], 0)).toBe(sent);
        expect([fates['in flight'], fates.waiting]).toEqual([0, 0]);
        expect(settings.deadLetters ? fates.lost : fates['dead-lettered']).toBe(0);
        expect(peak.account).toBeLessThanOrEqual(settings.lambda.accountConcurrency);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves nothing behind', () => {
    const { series } = simulate(mode, withLoad({ rate: 40 }, { errorRate: 0.2 }));
    expect(series.backlog.at(-1)).toBe(0);
    expect(series.concurrency.at(-1)).toBe(0);
  });

  it('says the same for the same seed, and something else for another', () => {
    const settings = withLoad({ rate: 30 }, { errorRate: 0.1 });
    expect(simulate(mode, settings)).toEqual(simulate(mode, settings));
    expect(simulate(mode, { ...settings, seed: 2 }).deliveredMs).not.toEqual(simulate(mode, settings).deliveredMs);
  });
});

describe('a provider that takes longer', () => {
  it('is called by no fewer functions at once', () => {
    fc.assert(
      fc.property(fc.constantFrom('sync', 'async', 'push', 'webhook', 'pull'), fc.integer({ min: 20, max: 400 }), (name, ms) => {
        const at = (providerMs: number) => {
          const settings = withLoad({ rate: 20, arrivals: 'constant' }, { ms: exactly(providerMs) });
          return simulate(modeOf(name), { ...settings, triggerMs: exactly(20) }).peak.concurrency;
        };
        expect(at(4 * ms)).toBeGreaterThanOrEqual(at(ms));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what the formulas say', () => {
  const steady = { ...withLoad({ rate: 100, arrivals: 'constant' }, { ms: exactly(180) }), handlerMs: 20, triggerMs: exactly(50) };

  it("is Little's law: rate times duration at once", () => {
    const { series } = simulate(modeOf('push'), steady);
    const middle = series.concurrency.slice(5, 18);
    expect(middle.every((value) => value >= 19 && value <= 21)).toBe(true);
  });

  it("is the pollers' ramp: five at first, five more a second", () => {
    const { series, limits } = simulate(modeOf('pull'), {
      ...withLoad({ rate: 500, arrivals: 'constant' }, { ms: exactly(980) }),
      mapping: { batchSize: 1, maximumBatchingWindowMs: 0 },
    });
    expect(series.concurrency[0]).toBe(5);
    expect(series.concurrency[10]).toBeGreaterThanOrEqual(50);
    expect(series.concurrency[10]).toBeLessThanOrEqual(60);
    expect(limits[0]?.limit).toContain('ramp');
  });

  it('is the ladder of each mode, in an outage of 100 s and in one without an end', () => {
    const outage = (name: string, toMs: number) =>
      simulate(modeOf(name), withLoad({ rate: 2, durationMs: 10_000 }, { down: { fromMs: 0, toMs } })).fates;
    const long = 100_000;
    expect(outage('sync', long).handled).toBe(0);
    expect(outage('push', long)['dead-lettered']).toBe(0);
    expect(outage('pull', long)['dead-lettered']).toBe(0);
    expect(outage('webhook', long).handled).toBe(0);
    expect(outage('webhook', 50_000)['dead-lettered']).toBe(0);
    for (const name of ['async', 'push', 'pull', 'fanout', 'fifo', 'worker', 'webhook', 'eventbridge'])
      expect(outage(name, Number.POSITIVE_INFINITY)).toMatchObject({ handled: 0, refused: 0 });
  });

  it('is a MaximumConcurrency that protects the provider, which push does not', () => {
    const settings = {
      ...withLoad({ rate: 100 }, { ms: exactly(200) }),
      mapping: { batchSize: 1, maximumBatchingWindowMs: 0, maximumConcurrency: 3 },
    };
    expect(simulate(modeOf('pull'), settings).peak.providerConcurrency).toBe(3);
    expect(simulate(modeOf('push'), settings).peak.providerConcurrency).toBeGreaterThan(20);
  });

  it('is a window that fills batches, and delays the first of them', () => {
    const at = (maximumBatchingWindowMs: number) =>
      simulate(modeOf('pull'), {
        ...withLoad({ rate: 5, arrivals: 'constant' }),
        triggerMs: exactly(0),
        mapping: { batchSize: 10, maximumBatchingWindowMs },
      });
    // 100 shares: 200 requests without; with it, five pollers gather two at a time: 100 + 50
    expect(at(0).usage.lambdaRequests).toBe(200);
    expect(at(1000).usage.lambdaRequests).toBeGreaterThan(138);
    expect(at(1000).usage.lambdaRequests).toBeLessThan(162);
    expect(at(1000).triggerMs.p99).toBeGreaterThanOrEqual(1000);
    expect(at(0).triggerMs.p50).toBe(0);
  });
});

it('keeps the order of a message group, one batch of it at a time', () => {
  const { peak } = simulate(modeOf('fifo'), { ...withLoad({ rate: 50 }), sqs: { ...DEFAULTS.sqs, messageGroups: 1 } });
  expect(peak.concurrency).toBe(1);
  expect(peak.providerConcurrency).toBe(1);
});
