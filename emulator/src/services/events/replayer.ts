import { chanceOf, shuffle } from '../chance.ts';
import type { Stack } from '../service.ts';
import { accept } from './accept.ts';
import { replayed } from './event.ts';
import { findBus } from './find.ts';
import { type Archived, type Replay, storeOf } from './store.ts';

const MINUTE = 60_000;
/** From one minute's events to the next: AWS says no pace. With this one a replay can be watched, and cancelled. */
const PAUSE_MS = 1000;

export interface Replayer {
  /** Takes a replay over: from here on it survives whoever started it. */
  start(replay: Replay): void;
}

/**
 * Puts archived events on their bus again, a minute of event time after the other and in no order within it. A replay that a restart
 * cut off begins its minute again.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
 */
export function replayerOf(stack: Stack): Replayer {
  return stack.singleton('events.replayer', ({ clock }) => {
    const { replays, archives, rules, archivedOf } = storeOf(stack);
    const stopped = new AbortController();

    const put = (arn: string, change: Partial<Replay>) => {
      const replay = replays.get(arn);
      if (replay) replays.put(arn, { ...replay, ...change });
    };

    function end(arn: string, state: Replay['state'], stateReason?: string) {
      put(arn, { state, stateReason, endedAt: clock.now() });
      stack.events.emit({ type: 'events.replayed', resource: arn, detail: { state, ...(stateReason ? { reason: stateReason } : {}) } });
    }

    async function run({ arn, name, archiveArn, busArn, from, to, lastReplayed, ruleArns }: Replay) {
      const archive = archives.get(archiveArn);
      const bus = findBus(stack, busArn);
      if (!archive || !bus) return end(arn, 'FAILED', 'The archive or the event bus was deleted.');
      if (replays.get(arn)?.state === 'STARTING') put(arn, { state: 'RUNNING' });
      // Events have no fractions of seconds.
      const first = lastReplayed === undefined ? Math.floor(from / 1000) * 1000 : Math.floor(lastReplayed / MINUTE) * MINUTE;
      const minutes = [...byMinute(archivedOf(archive.arn), first, to)].sort(([a], [b]) => a - b);
      for (const [index, [, events]] of minutes.entries()) {
        if (index > 0) await clock.sleep(PAUSE_MS, stopped.signal);
        if (replays.get(arn)?.state === 'CANCELLING') return end(arn, 'CANCELLED');
        const only = ruleArns.length > 0 ? { only: ruleArns.flatMap((ruleArn) => rules.get(ruleArn) ?? []) } : {};
        for (const { event, traceHeader } of shuffle(events, chanceOf(stack, 'events')))
          accept(stack, bus, replayed(event, name), { traceHeader, ...only });
        put(arn, { lastReplayed: events.reduce((last, { event }) => Math.max(last, Date.parse(event.time)), 0) });
      }
      end(arn, replays.get(arn)?.state === 'CANCELLING' ? 'CANCELLED' : 'COMPLETED');
    }

    function begin(replay: Replay) {
      setImmediate(() => {
        if (stopped.signal.aborted) return;
        run(replay).catch((error: unknown) => {
          // Stopped on the way: the record stays for the stack that comes back.
          if (!stopped.signal.aborted) end(replay.arn, 'FAILED', String(error));
        });
      });
    }

    for (const replay of replays.values()) if (isActive(replay)) begin(replay);
    return {
      start(replay) {
        replays.put(replay.arn, replay);
        begin(replay);
      },
      stop: () => stopped.abort(new Error('the stack stopped')),
    };
  });
}

export const isActive = ({ state }: Pick<Replay, 'state'>) => state === 'STARTING' || state === 'RUNNING' || state === 'CANCELLING';

/** Events whose own time lies within the replay's, by its minute. */
function byMinute(archived: Iterable<Archived>, from: number, to: number): Map<number, Archived[]> {
  const minutes = new Map<number, Archived[]>();
  for (const record of archived) {
    const time = Date.parse(record.event.time);
    if (time < from || time > to) continue;
    const minute = Math.floor(time / MINUTE);
    const events = minutes.get(minute);
    if (events) events.push(record);
    else minutes.set(minute, [record]);
  }
  return minutes;
}
