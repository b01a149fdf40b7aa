import { EXIT, UserError } from '../errors.ts';
import type { SimulatedMode } from './mode.ts';
import { SIMULATED } from './modes.ts';
import { times } from './quantiles.ts';
import { DEFAULTS, PROVIDER_SHAPE, type Settings } from './settings.ts';

/** What a person may turn, in the units of the command line. */
export interface Knobs {
  /** Shares a second. */
  rate: number;
  /** Seconds; absent: a minute, or three times the outage. */
  for?: number;
  constant?: boolean;
  burst?: number;
  providerMs: number;
  providerLimit?: number;
  errorRate: number;
  down?: number;
  batch: number;
  /** Seconds. */
  window: number;
  concurrency?: number;
  maxConcurrency?: number;
  accountConcurrency: number;
  memory: number;
  workers: number;
  dlq: boolean;
  seed: number;
}

const rangesOf = ({ batch, window, memory, concurrency = 0 }: Knobs) =>
  [
    ['--batch', batch, 1, 10_000],
    ['--window', window, 0, 300],
    ['--memory', memory, 128, 10_240],
    ['--concurrency', concurrency, 0, Number.POSITIVE_INFINITY],
  ] as const;

/** Settings of a simulation; what AWS would refuse is refused here too. */
export function settingsFrom(knobs: Knobs): Settings {
  if (knobs.batch > 10 && knobs.window < 1)
    throw new UserError('A batch of more than 10 needs a window of a second at least (--window 1): so has AWS.', EXIT.usage);
  for (const [option, value, least, most] of rangesOf(knobs))
    if (value < least || value > most) throw new UserError(`${option} is from ${least} to ${most}: so has AWS.`, EXIT.usage);
  if (knobs.concurrency !== undefined && knobs.concurrency > knobs.accountConcurrency - 100)
    throw new UserError(
      `--concurrency may be ${knobs.accountConcurrency - 100} at most: 100 of the account's stay unreserved.`,
      EXIT.usage,
    );
  const durationMs = (knobs.for ?? Math.max(60, 3 * (knobs.down ?? 0))) * 1000;
  const middle = (lengthMs: number) => ({ fromMs: (durationMs - lengthMs) / 2, toMs: (durationMs + lengthMs) / 2 });
  return {
    ...DEFAULTS,
    seed: knobs.seed,
    load: {
      rate: knobs.rate,
      durationMs,
      arrivals: knobs.constant ? 'constant' : 'poisson',
      ...(knobs.burst ? { burst: { times: knobs.burst, ...middle(durationMs / 6) } } : {}),
    },
    provider: {
      ...DEFAULTS.provider,
      ms: times(PROVIDER_SHAPE, knobs.providerMs),
      errorRate: knobs.errorRate,
      ...(knobs.providerLimit ? { rateLimit: knobs.providerLimit } : {}),
      ...(knobs.down ? { down: middle(knobs.down * 1000) } : {}),
    },
    lambda: {
      ...DEFAULTS.lambda,
      accountConcurrency: knobs.accountConcurrency,
      memoryMb: knobs.memory,
      ...(knobs.concurrency === undefined ? {} : { reservedConcurrency: knobs.concurrency }),
    },
    mapping: {
      batchSize: knobs.batch,
      maximumBatchingWindowMs: knobs.window * 1000,
      ...(knobs.maxConcurrency === undefined ? {} : { maximumConcurrency: knobs.maxConcurrency }),
    },
    worker: { ...DEFAULTS.worker, processes: knobs.workers },
    deadLetters: knobs.dlq,
  };
}

/** Modes by their names, with commas; without, all of them. */
export function modesNamed(names: string | undefined): readonly SimulatedMode[] {
  if (names === undefined || names === 'all') return SIMULATED;
  return names.split(',').map((name) => {
    const mode = SIMULATED.find((known) => known.name === name.trim());
    if (mode === undefined)
      throw new UserError(`There is no mode ${name}. These are: ${SIMULATED.map((known) => known.name).join(', ')}.`, EXIT.usage);
    return mode;
  });
}
