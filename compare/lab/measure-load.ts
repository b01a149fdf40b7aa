import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../../targets/target.ts';
import type { EmailClient } from '../../third-party/email/client.ts';
import { alreadyLate } from './already-late.ts';
import { enterLateMails, type KnownRows, keyOf } from './evidence/late.ts';
import { retriesOf } from './evidence/retries.ts';
import { type LaneInUse, watchLanes } from './evidence/watch.ts';
import type { Plan } from './experiment.ts';
import { inflict } from './faults.ts';
import type { Lane } from './lane.ts';
import { turnsOf } from './load/of-plan.ts';
import type { Sender } from './load/sender.ts';
import { measure } from './measure.ts';
import { oneRetry, patience } from './patience.ts';
import type { Run } from './run.ts';

export type MeasuredLane = LaneInUse & { lane: Lane };

export interface Load {
  runId: string;
  plan: Plan;
  seed: number;
  /** 0 is the warm-up. */
  repetition: number;
  /** To be measured side by side. */
  lanes: readonly MeasuredLane[];
  target: Target;
  sender: Sender;
  sqs: SQSClient;
  email: EmailClient;
  /** Rows of the loads before: a mail may come when its load is over. */
  known: KnownRows;
  /** SIGKILL for one of a lane's workers; false where it has none. */
  killWorker(lane: string): boolean;
  signal: AbortSignal;
  /** How far it is: `12/40 sent`. */
  onProgress(state: string): void;
  /** A line to stay. */
  onNote?(line: string): void;
}

/** Measures one load, and enters into the run what was seen of it. Of a warm-up that is its rows alone, which are in no figure. */
export async function measureLoad(load: Load, run: Run): Promise<void> {
  const { plan, repetition, lanes, target, email, known, onProgress } = load;
  const warmUp = repetition === 0;
  const watch = watchLanes(lanes, { events: target.events, sqs: load.sqs, email });
  try {
    const { rows, sent, beganAt, hops } = await measure({
      ...{ runId: load.runId, repetition, lanes, sender: load.sender, watch, signal: load.signal },
      turns: turnsOf(plan, lanes.length, load.seed + repetition, warmUp),
      order: warmUp ? () => ({}) : (plan.order ?? (() => ({}))),
      faults: (ending) => inflict(warmUp ? [] : (plan.faults ?? []), { target, email, lanes, killWorker: load.killWorker }, ending),
      patienceMs: plan.patienceMs ?? patience(target.timeScale),
      // where time is scaled a cold start outlasts visibility timeouts: what comes twice for that is none of the first repetition's
      lingerMs: warmUp && target.timeScale > 1 ? oneRetry(target.timeScale) : (plan.lingerMs ?? 0),
      onProgress: ({ sent: done, all, settled, waiting }) => onProgress(waiting ? `${settled}/${all} settled` : `${done}/${all} sent`),
    });
    run.rows.push(...rows);
    // once the first repetition is over, those that follow tell nothing new
    const late = repetition <= 1 ? alreadyLate(rows, repetition) : undefined;
    if (late) load.onNote?.(late);
    for (const row of rows) known.set(keyOf(row), row);
    const stats = await email.stats();
    run.strays = (run.strays ?? 0) + enterLateMails(await email.list(), rows, known);
    if (warmUp) return;
    run.loads.push({ repetition, lanes: lanes.map(({ id }) => id) });
    run.beganAt.push(beganAt);
    for (const [lane, count] of sent) run.sent.push({ lane, repetition, count });
    if (hops) for (const [lane, count] of retriesOf(lanes, rows, hops)) run.retries?.push({ lane, repetition, count });
    run.provider.push(stats);
  } finally {
    watch.stop();
    await email.clear();
  }
}
