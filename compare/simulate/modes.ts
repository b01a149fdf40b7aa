import type { SimulatedMode } from './mode.ts';
import { async } from './modes/async.ts';
import { eventbridge } from './modes/eventbridge.ts';
import { fanout } from './modes/fanout.ts';
import { fifo } from './modes/fifo.ts';
import { pull } from './modes/pull.ts';
import { push } from './modes/push.ts';
import { shortPoll } from './modes/short-poll.ts';
import { sync } from './modes/sync.ts';
import { webhook } from './modes/webhook.ts';
import { worker } from './modes/worker.ts';

/** The modes that can be simulated; the first four are those that `pushpull start` measures. */
export const SIMULATED: readonly SimulatedMode[] = [sync, async, push, pull, fanout, fifo, worker, shortPoll, webhook, eventbridge];

export function modeOf(name: string): SimulatedMode {
  const mode = SIMULATED.find((known) => known.name === name);
  if (mode === undefined) throw new Error(`There is no simulated mode ${name}.`);
  return mode;
}
