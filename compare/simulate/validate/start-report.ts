import * as z from 'zod';
import type { Spread } from '../../measures.ts';
import { SIMULATED } from '../modes.ts';
import { exactly, ofSpread } from '../quantiles.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import type { Measured, Parts } from './measured.ts';

/** Absent where nothing was handled. */
const spread = z
  .object({ p50: z.number().optional(), p95: z.number().optional(), p99: z.number().optional() })
  .transform(({ p50, p95, p99 }) => ({ p50, p95, p99 }));

const schema = z.object({
  target: z.string(),
  shares: z.number().int().positive(),
  rate: z.number().positive(),
  outageSeconds: z.number().min(0),
  timeScale: z.number().positive(),
  modes: z
    .array(
      z.object({
        mode: z.string(),
        answerMs: spread,
        triggerMs: spread,
        handledMs: spread,
        deliveredMs: spread,
        throughput: z.number(),
        coldStarts: z.number().optional(),
        retries: z.number().optional(),
        ledger: z.object({ sent: z.number(), fates: z.record(z.string(), z.number()) }),
      }),
    )
    .min(1),
});

/** What `pushpull start --once --json` prints, as far as it is needed here. */
export type StartReport = z.infer<typeof schema>;
type StartMode = StartReport['modes'][number];

/** Throws a ZodError where it is something else. */
export function measuredByStart(content: unknown): Measured {
  const run = schema.parse(content);
  const outage = run.outageSeconds > 0 ? `, the provider down for ${run.outageSeconds} s` : '';
  return {
    about: `${run.shares} shares in each mode at ${run.rate} a second${outage}, measured on ${run.target} (clock ×${run.timeScale})`,
    modes: run.modes.map((one) => {
      const twin = twinOf(one.mode);
      return {
        ...{ name: one.mode, answerMs: one.answerMs, triggerMs: one.triggerMs, deliveredMs: one.deliveredMs },
        ...{ throughput: one.throughput, retries: one.retries, ledger: one.ledger, parts: partsOf(one) },
        simulated: twin ? { mode: twin, settings: (parts: Parts) => settingsOf(run, parts) } : 'it has no twin in the simulation',
      };
    }),
  };
}

/** What lies between two stamps, as far as it can be told from the two spreads: percentile less percentile. */
const difference = (later: Spread, earlier: Spread): Spread => {
  const less = (name: keyof Spread) => {
    const [a, b] = [later[name], earlier[name]];
    return a === undefined || b === undefined ? undefined : Math.max(0, a - b);
  };
  return { p50: less('p50'), p95: less('p95'), p99: less('p99') };
};

function partsOf({ mode, answerMs, triggerMs, handledMs, deliveredMs }: StartMode): Parts {
  const handedOver = difference(handledMs, triggerMs);
  const waits = twinOf(mode)?.handOver === 'invoke';
  return {
    entranceMs: ofSpread(handedOver),
    replyMs: ofSpread(difference(answerMs, waits ? deliveredMs : handedOver)),
    triggerMs: ofSpread(triggerMs),
    mailMs: ofSpread(difference(deliveredMs, handledMs)),
  };
}

const twinOf = (mode: string) => SIMULATED.find(({ name }) => name === mode);

/** Its load and outage. The embedded stack's waits are AWS's, on a clock that may be faster; times are real ones. */
function settingsOf(run: StartReport, { mailMs, ...parts }: Parts): Settings {
  const { rate, shares, outageSeconds, timeScale } = run;
  const durationMs = (shares / rate) * 1000;
  const scaled = (ms: number) => ms / timeScale;
  const { async, sqs, sns } = DEFAULTS;
  return {
    ...DEFAULTS,
    load: { rate, durationMs, arrivals: 'constant' },
    ...parts,
    // what the mail takes is the whole of the handler here
    handlerMs: 0,
    provider: {
      ...DEFAULTS.provider,
      ms: mailMs,
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
