import {
  afterThrottle,
  ceiling,
  grown,
  STEP_MS,
  start,
  throttleDelay,
} from '../../../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import { laneLimit } from '../named-limits.ts';
import type { Share, World } from '../world.ts';
import { createHandler } from './handler.ts';
import { createQueue } from './queue.ts';
import type { Parts, Station } from './station.ts';

/**
 * An event source mapping: five pollers, five more a second while all are busy and messages wait. Each gathers a batch, invokes, and
 * deletes what was handled. The pace is the embedded stack's own, read from its code. Its functions answer what failed of a batch, and
 * a mapping whose functions do that does not slow down at errors.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function mapping(world: World, { account, provider, triggerMs }: Parts): Station {
  const { engine, settings, limits } = world;
  const { batchSize, maximumBatchingWindowMs, maximumConcurrency } = settings.mapping;
  const { visibilityTimeoutMs, roundTripMs } = settings.sqs;
  const queue = createQueue(world);
  const handle = createHandler(world, provider, { fifo: world.mode.handOver === 'send-fifo' });
  const gathering: { batch: Share[]; go(): void }[] = [];
  let pollers = start(maximumConcurrency);
  let busy = 0;
  let growing = false;

  const hitRamp = () => limits.hit(laneLimit(world.mode, settings, pollers >= ceiling(maximumConcurrency)));
  const grow = () => {
    if (growing) return;
    growing = true;
    engine.after(STEP_MS, () => {
      growing = false;
      if (busy < pollers || queue.visible() === 0) return;
      pollers = grown(pollers, queue.visible(), maximumConcurrency);
      while (busy < pollers && queue.visible() > 0) wake(0);
      if (queue.visible() > 0) grow();
    });
  };
  /** An idle poller, if there is one, begins. */
  const wake = (ms: number) => {
    if (busy < pollers) {
      busy++;
      engine.after(ms, poll);
      return;
    }
    if (queue.visible() > batchSize) hitRamp();
    grow();
  };
  const rest = () => {
    busy--;
    if (queue.visible() > 0) wake(roundTripMs);
  };
  const poll = () => {
    const batch = busy > pollers ? [] : queue.receive(batchSize);
    if (batch.length === 0) busy--;
    else if (maximumBatchingWindowMs > 0 && batch.length < batchSize) gather(batch);
    else invoke(batch, 0);
  };
  const gather = (batch: Share[]) => {
    const gatherer = {
      batch,
      go() {
        const index = gathering.indexOf(gatherer);
        if (index === -1) return;
        gathering.splice(index, 1);
        invoke(batch, 0);
      },
    };
    gathering.push(gatherer);
    engine.after(maximumBatchingWindowMs, gatherer.go);
  };
  function invoke(batch: Share[], throttles: number): void {
    const began = batch[0]?.receivedAt ?? 0;
    const started = account.users.invoke((release) =>
      handle(batch, (failed) => {
        release();
        const bad = new Set(failed);
        queue.remove(batch.filter((share) => !bad.has(share)));
        for (const share of failed) queue.hide([share], share.receivedAt + visibilityTimeoutMs - engine.now());
        engine.after(roundTripMs, rest);
      }),
    );
    if (started) return;
    pollers = afterThrottle(pollers);
    const wait = throttleDelay(throttles);
    if (engine.now() + wait - began < visibilityTimeoutMs) engine.after(wait, () => invoke(batch, throttles + 1));
    else {
      queue.hide(batch, 0);
      engine.after(roundTripMs, rest);
    }
  }

  queue.onVisible(() => {
    // pollers gather side by side: the next message goes to one that gathers, or to one that has nothing yet
    const gatherer = gathering[Math.floor(world.random() * (gathering.length + Math.max(0, pollers - busy)))];
    if (gatherer === undefined) wake(0);
    else {
      gatherer.batch.push(...queue.receive(1));
      if (gatherer.batch.length >= batchSize) gatherer.go();
    }
  });
  return (share) => engine.after(triggerMs(), () => queue.send(share));
}
