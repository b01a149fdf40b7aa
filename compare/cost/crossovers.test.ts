import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modeOf, SIMULATED } from '../simulate/modes.ts';
import { crossovers, crossoversText, USUAL } from './crossovers.ts';
import { deliveryCost, emptyReceives, idleUsage, MONTH_S, meanBatch } from './delivery-cost.ts';
import { usd } from './price-list.ts';

const named = (...names: string[]) => names.map(modeOf);
/** Only the hand-over: no time in functions, no mail. */
const bare = { ...USUAL, providerMs: 0, handlerMs: 0, entranceMs: 0, rate: 10_000 };
const bareCost = (name: string, batchSize = 1) => {
  const { lines } = deliveryCost(modeOf(name), { ...bare, batchSize });
  const shares = bare.rate * MONTH_S;
  return lines.filter(({ item }) => item !== 'outboundGigabytes').reduce((sum, line) => sum + line.usd, 0) / (shares / 1e6);
};

describe('the cost of a million deliveries', () => {
  it('is what the price list makes of it, before compute', () => {
    expect(bareCost('async')).toBeCloseTo(0.2);
    expect(bareCost('push')).toBeCloseTo(0.7);
    expect(bareCost('pull', 1)).toBeCloseTo(1.4);
    expect(bareCost('pull', 10)).toBeCloseTo(0.5);
    expect(bareCost('fanout', 10)).toBeCloseTo(0.6);
    // and the invocation of the receiver
    expect(bareCost('webhook')).toBeCloseTo(1.1 + 0.2);
  });

  it('has the polls of an idle queue: five long polls at a time are 648,000 receives, 26 cents a month', () => {
    expect(idleUsage(modeOf('pull'), { rate: 0, workers: 1 }).sqsRequests).toBeCloseTo(648_000);
    expect(usd(idleUsage(modeOf('pull'), { rate: 0, workers: 1 }))).toBeCloseTo(0.2592);
    expect(emptyReceives(100, 5, 20)).toBeLessThan(1e-9);
    expect(deliveryCost(modeOf('push'), { ...USUAL, rate: 0.001 }).idlePerMonth).toBe(0);
  });

  it('makes a caller that waits pay for waiting', () => {
    const slow = { ...USUAL, providerMs: 2000 };
    const gap = deliveryCost(modeOf('sync'), slow).perMillion - deliveryCost(modeOf('async'), slow).perMillion;
    expect(gap).toBeCloseTo(0.5 * 2.02 * 0.0000166667 * 1e6);
  });

  it('is no higher with the free tier, and nothing where it suffices', () => {
    const small = { ...USUAL, rate: 0.1 };
    expect(deliveryCost(modeOf('push'), small, { freeTier: true }).perMonth).toBe(0);
    fc.assert(
      fc.property(fc.constantFrom(...SIMULATED), fc.double({ min: 0.001, max: 20_000, noNaN: true }), (mode, rate) => {
        const load = { ...USUAL, rate };
        const [free, list] = [deliveryCost(mode, load, { freeTier: true }), deliveryCost(mode, load)];
        expect(free.perMonth).toBeLessThanOrEqual(list.perMonth);
        expect(list.lines.reduce((sum, line) => sum + line.usd, 0)).toBeCloseTo(list.perMonth);
      }),
    );
  });

  it('falls with the batch, which grows with the rate and the window', () => {
    expect(meanBatch({ ...USUAL, rate: 1 })).toBeCloseTo(1.2);
    expect(meanBatch(USUAL)).toBe(10);
    expect(meanBatch({ ...USUAL, windowMs: 0 })).toBe(1);
  });
});

describe('crossovers', () => {
  it('finds the batch from which pull is cheaper than push', () => {
    const { crossovers: found, sentences } = crossovers('batchSize', named('push', 'pull'), { ...USUAL, handlerMs: 0, providerMs: 0 });
    expect(found).toEqual([expect.objectContaining({ cheaper: 'pull', before: 'push' })]);
    // 0.5 + 0.2 = 0.4 + 1.0 / n
    expect(found[0]?.at).toBeCloseTo(10 / 3, 1);
    expect(sentences).toEqual(['From a batch of 4 on, pull is cheaper than push; below, it is the other way round.']);
  });

  it('finds the rate from which workers are cheaper than functions, and the polls of pull are', () => {
    const { crossovers: found, curves, values } = crossovers('rate', named('push', 'pull', 'worker'));
    expect(found).toContainEqual(expect.objectContaining({ cheaper: 'worker', before: 'push' }));
    expect(found).toContainEqual(expect.objectContaining({ cheaper: 'pull', before: 'push' }));
    for (const { usd: points } of curves) expect(points).toHaveLength(values.length);
  });

  it('names points where both modes cost the same', () => {
    for (const axis of ['rate', 'providerMs'] as const)
      for (const { cheaper, before, at } of crossovers(axis).crossovers) {
        const [a, b] = [cheaper, before].map((name) => deliveryCost(modeOf(name), { ...USUAL, [axis]: at }).perMillion);
        expect((a ?? 0) / (b ?? 0)).toBeCloseTo(1, 2);
      }
  });

  it('finds none between a mode and itself, and says so', () => {
    const none = crossovers('rate', named('push', 'push'));
    expect(none.crossovers).toEqual([]);
    expect(crossoversText([none], USUAL)).toMatch(/By rate:\n {2}no mode gets cheaper/);
  });
});
