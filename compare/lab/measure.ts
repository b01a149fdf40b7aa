import { setTimeout as sleep } from 'node:timers/promises';
import type { Hop } from 'pushpull-emulator';
import { isSettled } from '../evidence/fate.ts';
import { now, openLoop } from '../load.ts';
import { newTraceId } from '../photos-client.ts';
import type { LaneInUse, Watch } from './evidence/watch.ts';
import type { Plan } from './experiment.ts';
import type { Inflicted } from './faults.ts';
import type { Lane } from './lane.ts';
import type { Turn } from './load/interleave.ts';
import type { Sender } from './load/sender.ts';
import type { Row } from './row.ts';

export interface Measure {
  runId: string;
  repetition: number;
  lanes: readonly (Pick<LaneInUse, 'id' | 'deployed'> & { lane: Lane })[];
  turns: readonly Turn[];
  order: NonNullable<Plan['order']>;
  sender: Sender;
  watch: Watch;
  /** Begins with the load; that those with an end are over is awaited before anything is settled, and all are mended in the end. */
  faults(signal: AbortSignal): Inflicted;
  patienceMs: number;
  /** After the last one settled: what has been delivered may be delivered again. */
  lingerMs?: number;
  signal: AbortSignal;
  onProgress(state: { sent: number; all: number; settled: number; waiting: boolean }): void;
}

export interface Measured {
  rows: Row[];
  /** What the generator sent to each lane, counted apart from the rows. */
  sent: Map<string, number>;
  /** First message sent, last one settled or given up: real milliseconds since 1970. */
  beganAt: number;
  endedAt: number;
  hops: Hop[] | undefined;
}

/** How often it is looked what became of the messages, real milliseconds; more seldom where a look takes long. */
const LOOK_MS = 200;

/** Sends every turn's message at its time, waits until all have settled (or patience ends), and says what became of each. */
export async function measure(options: Measure): Promise<Measured> {
  const { runId, repetition, lanes, turns, order, sender, watch, signal, patienceMs, lingerMs = 0 } = options;
  const sent = new Map<string, number>(lanes.map(({ id }) => [id, 0]));
  const rows: Row[] = [];
  let settled = 0;
  const total = turns.reduce((sum, { lane }) => sum + (lanes[lane]?.lane.settings.fanOut ?? 1), 0);
  const report = (waiting: boolean) => options.onProgress({ sent: rows.length, all: total, settled, waiting });
  const ticking = setInterval(() => report(false), 100);
  const beganAt = now();
  const faults = options.faults(signal);
  faults.over.catch(() => {});
  try {
    await openLoop(turns, signal, async ({ lane: place, index }, intendedAt) => {
      const { id: laneId, lane, deployed } = lanes[place] as (typeof lanes)[number];
      const id = `${runId}-${laneId}-${repetition}-${index}`;
      const particular = order(lane, index);
      const traceId = newTraceId();
      const sentAt = now();
      const { fault, group, sequence, bytes, sends = 1 } = particular;
      sent.set(laneId, (sent.get(laneId) ?? 0) + lane.settings.fanOut);
      const copies = Array.from({ length: lane.settings.fanOut }, (_, copy): Row => {
        const row: Row = {
          ...{ lane: laneId, repetition, id, copy, traceId, intendedAt, sentAt, answeredAt: sentAt },
          ...(group === undefined ? {} : { group }),
          ...(sequence === undefined ? {} : { sequence }),
          ...(bytes === undefined ? {} : { bytes }),
          ...(fault ? { fault: `${fault.kind}×${fault.times ?? '∞'}` } : sends > 1 ? { fault: `sent×${sends}` } : {}),
          ...{ accepted: false, mails: 0, fate: 'in flight' },
        };
        rows.push(row);
        return row;
      });
      const answer = await sender.send(deployed.entrance, { id, sentAt, ...particular }, traceId, signal);
      const answeredAt = now();
      const { attempts = 1 } = answer;
      for (const row of copies) {
        // it may be there twice, and not by the mode's doing
        if (attempts > 1) row.fault ??= `sent again×${attempts}`;
        Object.assign(row, { answeredAt, accepted: answer.accepted }, answer.accepted ? answer.entered : { error: answer.error });
      }
    });
    await faults.over;
    signal.throwIfAborted();
    clearInterval(ticking);
    const deadline = now() + patienceMs;
    for (;;) {
      const last = now() > deadline;
      const began = now();
      await watch.settle(rows, last);
      settled = rows.filter(({ fate }) => isSettled(fate)).length;
      report(true);
      if (last) break;
      if (settled === rows.length) {
        if (lingerMs > 0) {
          await sleep(lingerMs, undefined, { signal });
          await watch.settle(rows, true);
        }
        break;
      }
      await sleep(Math.max(LOOK_MS, 2 * (now() - began)), undefined, { signal });
    }
    return { rows, sent, beganAt, endedAt: now(), hops: watch.hops };
  } finally {
    clearInterval(ticking);
    await faults.mend();
  }
}
