import type { Spread } from '../../measures.ts';
import { modeOf } from '../modes.ts';
import { exactly, ofSpread } from '../quantiles.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import type { Measured, MeasuredMode } from './measured.ts';

/** What lies between two stamps, as far as it can be told from the two spreads: percentile less percentile. */
const difference = (later: Spread, earlier: Spread): Spread => {
  const less = (name: keyof Spread) => {
    const [a, b] = [later[name], earlier[name]];
    return a === undefined || b === undefined ? undefined : Math.max(0, a - b);
  };
  return { p50: less('p50'), p95: less('p95'), p99: less('p99') };
};

const waits = ({ mode }: MeasuredMode) => modeOf(mode).handOver === 'invoke';

/**
 * The settings under which a run was measured: its load and outage, and how long entrance, trigger and mail took in `calibration` (the
 * same mode, in this run or in another). The embedded stack's waits are AWS's, on a clock that may be faster; times are real ones.
 */
export function settingsOf(run: Measured, calibration: MeasuredMode): Settings {
  const { rate, shares, outageSeconds, timeScale } = run;
  const durationMs = (shares / rate) * 1000;
  const handedOver = difference(calibration.handledMs, calibration.triggerMs);
  const scaled = (ms: number) => ms / timeScale;
  const { async, sqs, sns } = DEFAULTS;
  return {
    ...DEFAULTS,
    load: { rate, durationMs, arrivals: 'constant' },
    entranceMs: ofSpread(handedOver),
    replyMs: ofSpread(difference(calibration.answerMs, waits(calibration) ? calibration.deliveredMs : handedOver)),
    triggerMs: ofSpread(calibration.triggerMs),
    // what the mail takes is the whole of the handler here
    handlerMs: 0,
    provider: {
      ...DEFAULTS.provider,
      ms: ofSpread(difference(calibration.deliveredMs, calibration.handledMs)),
      ...(outageSeconds > 0 ? { down: { fromMs: durationMs / 2 - outageSeconds * 500, toMs: durationMs / 2 + outageSeconds * 500 } } : {}),
    },
    // the run is warm when it begins
    lambda: { ...DEFAULTS.lambda, coldStartMs: exactly(0) },
    async: {
      ...async,
      retryMs: async.retryMs.map(scaled),
      maximumEventAgeMs: scaled(async.maximumEventAgeMs),
      firstBackoffMs: scaled(async.firstBackoffMs),
      lastBackoffMs: scaled(async.lastBackoffMs),
    },
    sqs: { ...sqs, visibilityTimeoutMs: scaled(sqs.visibilityTimeoutMs) },
    sns: { ...sns, httpRetryMs: sns.httpRetryMs.map(scaled) },
  };
}
