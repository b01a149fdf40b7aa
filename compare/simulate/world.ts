import type { Usage } from '../cost/price-list.ts';
import type { Fate } from '../rows.ts';
import { createEngine, type Engine } from './engine.ts';
import { createLimits, type Limits } from './limits.ts';
import type { SimulatedMode } from './mode.ts';
import { at, type Quantiles } from './quantiles.ts';
import { seeded } from './random.ts';
import { createSeries, type Series } from './series.ts';
import type { Settings } from './settings.ts';

/** A share on its way. */
export interface Share {
  group: number;
  sentAt: number;
  answeredAt?: number;
  handedOverAt?: number;
  /** First line of the handler, at the latest attempt. */
  handledAt?: number;
  deliveredAt?: number;
  receives: number;
  receivedAt: number;
  fate: Fate;
}

/** What all stations of one simulation share. */
export interface World {
  mode: SimulatedMode;
  settings: Settings;
  engine: Engine;
  random(): number;
  sample(quantiles: Quantiles): number;
  limits: Limits;
  series: Series;
  counts: { retries: number; throttles: number; coldStarts: number; invocations: number };
  /** What will be on the bill. */
  usage: Record<keyof Usage, number>;
  bill(item: keyof Usage, count: number): void;
  /** Where a share's way ends; a share that is refused was never handed over. */
  settle(share: Share, fate: Fate): void;
  /** Out of retries: dead-lettered, or lost where nothing collects dead letters. */
  giveUp(share: Share): void;
}

export function createWorld(mode: SimulatedMode, settings: Settings): World {
  const random = seeded(settings.seed);
  const engine = createEngine();
  const usage = {} as World['usage'];
  const series = createSeries(() => engine.now());
  const world: World = {
    mode,
    settings,
    engine,
    random,
    sample: (quantiles) => at(quantiles, random()),
    limits: createLimits(() => engine.now()),
    series,
    counts: { retries: 0, throttles: 0, coldStarts: 0, invocations: 0 },
    usage,
    bill(item, count) {
      usage[item] = (usage[item] ?? 0) + count;
    },
    settle(share, fate) {
      share.fate = fate;
    },
    giveUp(share) {
      series.backlog.add(-1);
      world.settle(share, settings.deadLetters ? 'dead-lettered' : 'lost');
    },
  };
  return world;
}
