import { describe, expect, it } from 'vitest';
import { FATES } from '../../rows.ts';
import { modeOf, SIMULATED } from '../modes.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import { type Outcome, simulate } from '../simulate.ts';
import { fluid } from './fluid.ts';

const settings = (rate: number, more: Partial<Settings> = {}, load: Partial<Settings['load']> = {}): Settings => ({
  ...DEFAULTS,
  ...more,
  load: { rate, durationMs: 30_000, arrivals: 'constant', ...load },
});
/** How far apart two counts are, of all shares. */
const apart = (a: Outcome, b: Outcome, fate: (typeof FATES)[number]) => Math.abs(a.fates[fate] - b.fates[fate]) / b.sent;
const ratio = (a: number | undefined, b: number | undefined) => (a ?? 0) / (b ?? 0);
/** Message groups are what a fluid knows nothing of. */
const modes = SIMULATED.filter(({ name }) => name !== 'fifo').map((mode) => [mode.name, mode] as const);

describe.each(modes)('%s as a fluid, against the simulation', (name, mode) => {
  it('agrees at a rate that it can take, the median within 20 %', () => {
    const at = settings(200);
    const [flow, single] = [fluid(mode, at), simulate(mode, at)];
    expect(flow.fates.handled).toBe(flow.sent);
    expect(apart(flow, single, 'handled')).toBeLessThan(0.02);
    if (name === 'worker' || name === 'short-poll') return;
    expect(ratio(flow.deliveredMs.p50, single.deliveredMs.p50)).toBeGreaterThan(0.8);
    expect(ratio(flow.deliveredMs.p50, single.deliveredMs.p50)).toBeLessThan(1.2);
  });

  it('agrees on an outage: the same ends within 2 %, retries within 10 %, throughput within 20 %', () => {
    const at = settings(60, { provider: { ...DEFAULTS.provider, down: { fromMs: 10_000, toMs: 20_000 } } });
    const [flow, single] = [fluid(mode, at), simulate(mode, at)];
    for (const fate of FATES) expect(apart(flow, single, fate)).toBeLessThan(0.02);
    expect(ratio(flow.throughput, single.throughput)).toBeGreaterThan(0.8);
    expect(ratio(flow.throughput, single.throughput)).toBeLessThan(1.2);
    if (single.retries > 0 && name !== 'worker' && name !== 'short-poll') {
      expect(ratio(flow.retries, single.retries)).toBeGreaterThan(0.9);
      expect(ratio(flow.retries, single.retries)).toBeLessThan(1.1);
    }
  });

  it('has a ledger that adds up, whatever is asked of it', () => {
    for (const rate of [1, 11_574]) {
      const { sent, fates, peak } = fluid(mode, settings(rate, { provider: { ...DEFAULTS.provider, errorRate: 0.3, rateLimit: 500 } }));
      expect(FATES.reduce((sum, fate) => sum + fates[fate], 0)).toBe(sent);
      expect(Math.min(...Object.values(fates))).toBeGreaterThanOrEqual(0);
      expect(peak.account).toBeLessThanOrEqual(1000);
    }
  });
});

it('finds the same limit first, and the same backlog within a quarter, where the pollers cannot keep up', () => {
  const pull = modeOf('pull');
  const at = settings(1500);
  const [flow, single] = [fluid(pull, at), simulate(pull, at)];
  expect(flow.limits[0]?.limit).toBe(single.limits[0]?.limit);
  expect(ratio(flow.peak.backlog, single.peak.backlog)).toBeGreaterThan(0.75);
  expect(ratio(flow.peak.backlog, single.peak.backlog)).toBeLessThan(1.25);
});
