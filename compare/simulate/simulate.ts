import { type Spread, spread } from '../measures.ts';
import { FATES, type Fate } from '../rows.ts';
import { nextArrival } from './arrivals.ts';
import type { Broken } from './limits.ts';
import type { SimulatedMode } from './mode.ts';
import type { Settings } from './settings.ts';
import { createAccount } from './stations/account.ts';
import { asyncQueue } from './stations/async-queue.ts';
import { entrance } from './stations/entrance.ts';
import { http } from './stations/http.ts';
import { mapping } from './stations/mapping.ts';
import { createProvider } from './stations/provider.ts';
import type { Parts, Station } from './stations/station.ts';
import { worker } from './stations/worker.ts';
import { createWorld, type Share, type World } from './world.ts';

/** What came of a mode: latencies of what was handled, in milliseconds, and levels a second. */
export interface Outcome {
  mode: string;
  how: string;
  method: 'simulated' | 'fluid';
  settings: Settings;
  sent: number;
  fates: Record<Fate, number>;
  answerMs: Spread;
  triggerMs: Spread;
  deliveredMs: Spread;
  /** First share to last delivery. */
  tookMs: number;
  /** Mails a second from the first share, which is not counted, to the last mail: what is tried again for long is among them. */
  throughput: number;
  retries: number;
  throttles: number;
  coldStarts: number;
  peak: { concurrency: number; account: number; backlog: number; providerConcurrency: number; providerRate: number };
  /** The highest value of each second; levels have what is left at the end as well. */
  series: { concurrency: number[]; backlog: number[]; providerRate: number[] };
  limits: Broken[];
  usage: World['usage'];
}

/** Past the longest way of a share: 6 hours in Lambda's queue, or every receive a visibility timeout apart. */
const HORIZON_MS = 4 * 24 * 3_600_000;

const CONSUMERS: Record<SimulatedMode['consumer'], (world: World, parts: Parts) => Station> = {
  'async-queue': asyncQueue,
  mapping,
  http,
  worker: worker(),
  'short-poll': (world, parts) => worker(world.settings.worker.shortPollMs)(world, parts),
  function: () => () => {
    throw new Error('A function that is waited for has its place in the entrance.');
  },
};

/** Sends a load of shares through a mode, event by event, until each has come to its end. */
export function simulate(mode: SimulatedMode, settings: Settings): Outcome {
  const world = createWorld(mode, settings);
  const { engine, random } = world;
  const trigger = settings.triggerMs ?? mode.triggerMs;
  const parts: Parts = { account: createAccount(world), provider: createProvider(world), triggerMs: () => world.sample(trigger) };
  const take = entrance(world, parts, CONSUMERS[mode.consumer](world, parts));
  const shares: Share[] = [];
  const arrive = () => {
    const group = Math.floor(random() * settings.sqs.messageGroups);
    const share: Share = { group, sentAt: engine.now(), receives: 0, receivedAt: 0, fate: 'in flight' };
    shares.push(share);
    take(share);
    plan();
  };
  const plan = () => {
    const at = nextArrival(settings, engine.now(), random);
    if (at !== undefined) engine.after(at - engine.now(), arrive);
  };
  // at equal distances the first one comes at once, as from compare/load.ts
  if (settings.load.arrivals === 'constant') engine.after(0, arrive);
  else plan();
  engine.run(HORIZON_MS);
  return outcomeOf(world, shares);
}

function outcomeOf({ mode, settings, series, counts, limits, usage }: World, shares: Share[]): Outcome {
  const handled = shares.filter(({ fate }) => fate === 'handled');
  const between = (from: 'sentAt' | 'handedOverAt', to: 'handledAt' | 'deliveredAt') =>
    spread(handled.map((share) => (share[to] ?? 0) - (share[from] ?? 0)));
  const first = shares[0]?.sentAt ?? 0;
  const last = handled.reduce((high, { deliveredAt = 0 }) => Math.max(high, deliveredAt), first);
  const { concurrency, account, backlog, providerConcurrency, providerRate } = series;
  return {
    ...{ mode: mode.name, how: mode.how, method: 'simulated' as const, settings },
    sent: shares.length,
    fates: Object.fromEntries(FATES.map((fate) => [fate, shares.filter((share) => share.fate === fate).length])) as Outcome['fates'],
    answerMs: spread(shares.flatMap(({ answeredAt, sentAt }) => (answeredAt === undefined ? [] : [answeredAt - sentAt]))),
    triggerMs: between('handedOverAt', 'handledAt'),
    deliveredMs: between('sentAt', 'deliveredAt'),
    tookMs: last - first,
    // the first share opens the time
    throughput: last > first ? Math.max(0, handled.length - 1) / ((last - first) / 1000) : 0,
    ...{ retries: counts.retries, throttles: counts.throttles, coldStarts: counts.coldStarts },
    peak: {
      concurrency: concurrency.peak(),
      account: account.peak(),
      backlog: backlog.peak(),
      providerConcurrency: providerConcurrency.peak(),
      providerRate: providerRate.peak(),
    },
    series: {
      concurrency: [...concurrency.points(), concurrency.value()],
      backlog: [...backlog.points(), backlog.value()],
      providerRate: [...providerRate.points()],
    },
    limits: limits.broken(),
    usage,
  };
}
