import { laneLimit } from '../named-limits.ts';
import type { Share, World } from '../world.ts';
import { createHandler } from './handler.ts';
import { createQueue } from './queue.ts';
import type { Parts, Station } from './station.ts';

/** SQS gives ten messages at most. */
const BATCH = 10;

/**
 * Processes outside Lambda that ask a queue at their own pace: with a long poll always open, or, `everyMs`, once in a while. Each
 * works on so many messages at once, and hides what failed for 2, 4, 8 … 60 s (functions/shared/retry-later.ts).
 */
export const worker =
  (everyMs = 0) =>
  (world: World, { provider, triggerMs }: Parts): Station => {
    const { engine, settings, limits, series, random } = world;
    const { processes, concurrency, maxReceiveCount, firstRetryMs, longestRetryMs } = settings.worker;
    const queue = createQueue(world, maxReceiveCount);
    // SQS hides by whole seconds, of which the first wait has two
    const inSeconds = (ms: number) => (Math.ceil((2 * ms) / firstRetryMs) * firstRetryMs) / 2;
    const handle = createHandler(world, provider);
    const workers = Array.from({ length: processes }, () => ({ free: concurrency, asking: false, phase: random() * everyMs }));
    type Process = (typeof workers)[number];

    /** Until its open poll is answered, or until its next poll. */
    const wait = (process: Process) => {
      if (everyMs === 0) return 0;
      return everyMs - ((((engine.now() - process.phase) % everyMs) + everyMs) % everyMs);
    };
    const ask = (process: Process) => {
      if (process.asking || process.free === 0 || queue.visible() === 0) return;
      process.asking = true;
      engine.after(wait(process), () => {
        process.asking = false;
        for (const share of queue.receive(Math.min(BATCH, process.free))) work(process, share);
        if (everyMs > 0 && queue.visible() > 0) limits.hit(laneLimit(world.mode, settings, true));
        // a long poll that was answered is followed by the next one
        if (queue.visible() > 0) engine.after(settings.sqs.roundTripMs, () => ask(process));
      });
    };
    const work = (process: Process, share: Share) => {
      process.free--;
      series.concurrency.add(1);
      handle([share], (failed) => {
        process.free++;
        series.concurrency.add(-1);
        if (failed.length === 0) queue.remove([share]);
        else queue.hide([share], inSeconds(Math.min(longestRetryMs, firstRetryMs * 2 ** (share.receives - 1)) * (1 - random() / 2)));
        ask(process);
      });
    };

    queue.onVisible(() => {
      const idle = workers.filter(({ asking, free }) => !asking && free > 0);
      // of open long polls anyone may get it; of short polls the next
      const chosen =
        everyMs === 0
          ? idle[Math.floor(random() * idle.length)]
          : idle.reduce<Process | undefined>((first, one) => (first && wait(first) <= wait(one) ? first : one), undefined);
      if (chosen) ask(chosen);
      else if (workers.every(({ free }) => free === 0)) limits.hit(laneLimit(world.mode, settings, true));
    });
    return (share) => engine.after(triggerMs(), () => queue.send(share));
  };
