import type { Spread } from '../../measures.ts';
import type { Broken } from '../limits.ts';
import type { SimulatedMode } from '../mode.ts';
import type { Settings } from '../settings.ts';
import type { Outcome } from '../simulate.ts';
import type { State } from './state.ts';
import type { Way } from './way.ts';

export interface Levels {
  peak: Outcome['peak'];
  series: Outcome['series'];
}

interface Times {
  entranceMs: number;
  triggerMs: number;
}

/** What a fluid has come to, in the terms of a simulation. */
export function outcomeOf(
  mode: SimulatedMode,
  settings: Settings,
  way: Way,
  state: State,
  levels: Levels,
  limits: Broken[],
  times: Times,
): Outcome {
  const { fates, counts, lastDone, warm } = state;
  const { entranceMs, triggerMs } = times;
  const deliveredMs = weighted(state.done);
  const { p50 } = deliveredMs;
  const median = (ms: number | undefined): Spread => ({ p50: ms, p95: undefined, p99: undefined });
  return {
    ...{ mode: mode.name, how: mode.how, method: 'fluid' as const, settings },
    ...{ sent: Math.round(counts.sent), fates: wholeNumbers(fates, Math.round(counts.sent)) },
    answerMs: median(way.throttled === 'refuse' ? p50 : entranceMs),
    triggerMs: median(p50 === undefined ? undefined : Math.max(triggerMs, p50 - entranceMs - way.busyMs(1))),
    deliveredMs,
    ...{ tookMs: lastDone, throughput: lastDone > 0 ? fates.handled / (lastDone / 1000) : 0 },
    ...{ retries: Math.round(counts.retries), throttles: Math.round(counts.throttles), coldStarts: Math.round(warm) },
    peak: Object.fromEntries(Object.entries(levels.peak).map(([name, value]) => [name, Math.round(value)])) as Outcome['peak'],
    ...{ series: levels.series, limits, usage: usageOf(mode, way, state) },
  };
}

function usageOf({ handOver, consumer }: SimulatedMode, way: Way, { counts, fates }: State): Outcome['usage'] {
  const usage: Partial<Outcome['usage']> = {
    lambdaRequests: counts.sent - fates.refused + (way.inLambda ? counts.invocations : 0),
    lambdaGbSeconds: counts.gbSeconds,
  };
  if (handOver === 'publish') usage.snsPublishes = counts.handedOver;
  if (handOver === 'put-events') usage.eventBridgeEvents = counts.handedOver;
  if (consumer === 'http') usage.snsHttpDeliveries = counts.invocations;
  // a receive an invocation, and ten deletions a call
  const receives = way.throttled === 'wait' ? counts.invocations + counts.calls / 10 : 0;
  if (handOver === 'send-fifo') usage.sqsFifoRequests = counts.handedOver + receives;
  else if (receives > 0) usage.sqsRequests = (handOver === 'send' ? counts.handedOver : 0) + receives;
  return usage as Outcome['usage'];
}

/** Rounded so that they still add up. */
function wholeNumbers(fates: Outcome['fates'], sent: number): Outcome['fates'] {
  const entries = Object.entries(fates) as [keyof Outcome['fates'], number][];
  const exact = entries.reduce((sum, [, value]) => sum + value, 0);
  let before = 0;
  let given = 0;
  return Object.fromEntries(
    entries.map(([fate, value]) => {
      before += value;
      const upTo = exact > 0 ? Math.round((before / exact) * sent) : 0;
      const part = upTo - given;
      given = upTo;
      return [fate, part];
    }),
  ) as Outcome['fates'];
}

/** Half and 95 % of what was delivered; the last percent is chance, of which a fluid knows nothing. */
function weighted(done: State['done']): Spread {
  const sorted = done.toSorted((a, b) => a.latency - b.latency);
  const all = sorted.reduce((sum, { mass }) => sum + mass, 0);
  const below = (share: number) => {
    let sum = 0;
    return sorted.find(({ mass }) => (sum += mass) >= share * all)?.latency;
  };
  return { p50: below(0.5), p95: below(0.95), p99: undefined };
}
