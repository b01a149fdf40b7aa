import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modeOf } from '../modes.ts';
import { exactly } from '../quantiles.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import { simulate } from '../simulate.ts';
import { type Measured, readMeasured } from './measured.ts';
import { measuredByStart, type StartReport } from './start-report.ts';
import { validate, validationText } from './validate.ts';

const RATE = 10;
const SHARES = 600;
const TIME_SCALE = 20;
const MODES = ['sync', 'async', 'push', 'pull'];

/** A run as `pushpull start` reports it, of which we know what is behind it. */
function reportOf(
  outageSeconds: number,
  providerMs: number,
  change: (figures: StartReport['modes'][number]) => void = () => {},
): StartReport {
  const durationMs = (SHARES / RATE) * 1000;
  const middle = { fromMs: durationMs / 2 - outageSeconds * 500, toMs: durationMs / 2 + outageSeconds * 500 };
  const settings: Settings = {
    ...DEFAULTS,
    load: { rate: RATE, durationMs, arrivals: 'constant' },
    entranceMs: exactly(40),
    triggerMs: exactly(20),
    handlerMs: 0,
    provider: { ...DEFAULTS.provider, ms: exactly(providerMs), ...(outageSeconds > 0 ? { down: middle } : {}) },
    lambda: { ...DEFAULTS.lambda, coldStartMs: exactly(0) },
    async: { ...DEFAULTS.async, retryMs: DEFAULTS.async.retryMs.map((ms) => ms / TIME_SCALE) },
    sqs: { ...DEFAULTS.sqs, visibilityTimeoutMs: DEFAULTS.sqs.visibilityTimeoutMs / TIME_SCALE },
  };
  const modes = MODES.map((name) => {
    const { answerMs, triggerMs, deliveredMs, throughput, retries, sent, fates } = simulate(modeOf(name), settings);
    const plus = ({ p50 = 0, p95 = 0, p99 = 0 }, ms: number) => ({ p50: p50 + ms, p95: p95 + ms, p99: p99 + ms });
    const figures = {
      mode: name,
      answerMs,
      triggerMs,
      handledMs: plus(triggerMs, 40),
      deliveredMs,
      throughput,
      retries,
      ledger: { sent, fates },
    };
    change(figures);
    return figures;
  });
  return { target: 'embedded', shares: SHARES, rate: RATE, outageSeconds, timeScale: TIME_SCALE, modes };
}

const runOf = (...report: Parameters<typeof reportOf>): Measured => measuredByStart(reportOf(...report));

describe('a validation', () => {
  it('finds nothing wrong where the simulation is right, at rest and through an outage that it was not calibrated on', () => {
    const rest = runOf(0, 50);
    for (const { gaps } of [validate(rest), validate(runOf(5, 50), rest)]) {
      expect(gaps.length).toBeGreaterThan(4 * 4);
      for (const { off, mode, what } of gaps) expect(Math.abs(off), `${mode} ${what}`).toBeLessThan(0.05);
    }
  });

  it('finds what was put in: a delay of 100 ms, 60 lost shares, a throughput of half', () => {
    const wrong = runOf(0, 50, (figures) => {
      if (figures.mode !== 'push') return;
      figures.deliveredMs = { ...figures.deliveredMs, p50: (figures.deliveredMs.p50 ?? 0) + 100 };
      figures.ledger = { ...figures.ledger, fates: { ...figures.ledger.fates, handled: SHARES - 60, lost: 60 } };
      figures.throughput /= 2;
    });
    const { gaps } = validate(wrong, runOf(0, 50));
    const gap = (what: string) => gaps.find((known) => known.mode === 'push' && known.what === what);
    expect((gap('delivered p50')?.measured ?? 0) - (gap('delivered p50')?.simulated ?? 0)).toBeCloseTo(100, 0);
    expect(gap('lost')?.off).toBeCloseTo(-0.1);
    expect(gap('mails')?.off).toBeCloseTo(1, 1);
    expect(gaps.filter(({ mode, off }) => mode !== 'push' && Math.abs(off) > 0.05)).toEqual([]);
    expect(validationText(validate(wrong, runOf(0, 50)), wrong)).toMatch(/Outcomes: off by 10 % at worst \(push/);
  });

  it('says whether it was calibrated on the run itself', () => {
    const run = runOf(0, 50);
    const own = validationText(validate(run), run);
    expect(own).toContain("is the run's own");
    expect(own).toMatch(/Medians, whose parts are taken from this very run: .*\. That is good\./);
    expect(own).not.toContain('(the same)');
    expect(Math.max(...own.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
    const other = validationText(validate(run, runOf(0, 50)), run);
    expect(other).toContain('these are predictions');
    expect(other).not.toContain('taken from this');
  });
});

describe('a file that is no measurement', () => {
  it('is refused with what is wrong about it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'validate-'));
    try {
      const file = join(folder, 'measured.json');
      await expect(readMeasured(file)).rejects.toThrow('cannot be read');
      await writeFile(file, 'no JSON');
      await expect(readMeasured(file)).rejects.toThrow('cannot be read as JSON');
      await writeFile(file, JSON.stringify({ ...reportOf(0, 50), rate: 'many' }));
      await expect(readMeasured(file)).rejects.toThrow(/rate is wrong/);
      await writeFile(file, JSON.stringify(reportOf(0, 50)));
      expect((await readMeasured(file)).modes).toHaveLength(4);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
