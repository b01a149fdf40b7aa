import { isSettled } from '../../evidence/fate.ts';
import { now } from '../../load.ts';
import { fateFromOutside, type Watch } from '../evidence/watch.ts';
import type { Row } from '../row.ts';
import { naming } from './naming.ts';
import type { StampReader } from './stamps.ts';

export interface WatchOwn {
  /** By lane. */
  readers: ReadonlyMap<string, StampReader>;
  /** How many dead letters each message has by now. */
  deadLetters(): Promise<ReadonlyMap<string, number>>;
  /** Looks are no more frequent than that: on AWS each is paid for. */
  everyMs: number;
}

/** Looks for the stamps of somebody else's consumers, and at their dead letters: what it finds in neither by the end is lost. */
export function watchOwn({ readers, deadLetters, everyMs }: WatchOwn): Watch {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    hops: undefined,
    stop() {},
    async settle(rows, last) {
      if (!last && now() - lookedAt < everyMs) return;
      lookedAt = now();
      const since = rows.reduce((first, { sentAt }) => Math.min(first, sentAt), Number.POSITIVE_INFINITY);
      const dead = new Map(await deadLetters());
      for (const [lane, some] of Map.groupBy(rows, (row) => row.lane)) {
        const open = some.filter(({ accepted, fate }) => accepted && !isSettled(fate)).map(({ id }) => id);
        const stamps = await naming(lane, readers.get(lane)?.read(open, since - MARGIN_MS) ?? Promise.resolve(undefined));
        for (const row of some) {
          const stamp = stamps?.get(row.id);
          row.mails = stamp?.times ?? 0;
          // of what it called and where it kept its result nothing is known: that it began is all that its stamp says
          if (stamp) Object.assign(row, { handledAt: stamp.at, deliveredAt: stamp.at } satisfies Partial<Row>);
          row.fate = fateFromOutside(row, dead, last);
        }
      }
    },
  };
}

/** As far as another machine's clock may be behind ours. */
const MARGIN_MS = 60_000;
