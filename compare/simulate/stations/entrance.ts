import { handOverLimit } from '../named-limits.ts';
import type { Share, World } from '../world.ts';
import { createBucket } from './bucket.ts';
import { createHandler } from './handler.ts';
import type { Parts, Station } from './station.ts';

/** The AWS SDK tries a throttled call three times. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const SDK_ATTEMPTS = 3;
const SDK_BACKOFF_MS = 100;

/** The function that takes a share and hands it over; where it cannot, the caller is told, and the share is refused. */
export function entrance(world: World, parts: Parts, next: Station): (share: Share) => void {
  const { engine, settings, sample } = world;
  const call = world.mode.handOver === 'invoke' ? invoke(world, parts) : handOver(world, next);
  return (share) => {
    const answer = (ok: boolean) => {
      share.answeredAt = engine.now();
      if (!ok) world.settle(share, 'refused');
    };
    const started = parts.account.photos.invoke((release) =>
      engine.after(sample(settings.entranceMs), () =>
        call(share, (ok) =>
          engine.after(sample(settings.replyMs), () => {
            release();
            answer(ok);
          }),
        ),
      ),
    );
    if (!started) answer(false);
  };
}

type Call = (share: Share, done: (ok: boolean) => void) => void;

/** Waits for the consumer: no buffer, no retry. */
function invoke(world: World, { account, provider, triggerMs }: Parts): Call {
  const handle = createHandler(world, provider);
  return (share, done) => {
    share.handedOverAt = world.engine.now();
    const end = (ok: boolean) => {
      if (!ok) world.series.backlog.add(-1);
      done(ok);
    };
    world.series.backlog.add(1);
    world.engine.after(triggerMs(), () => {
      const started = account.users.invoke((release) =>
        handle([share], (failed) => {
          release();
          end(failed.length === 0);
        }),
      );
      if (!started) end(false);
    });
  };
}

function handOver(world: World, next: Station): Call {
  const { engine, settings, series, limits } = world;
  const { perSecond, name } = handOverLimit(world.mode, settings);
  const bucket = createBucket(engine.now, perSecond);
  const bill = billed[world.mode.handOver];
  return (share, done) => {
    const attempt = (attempts: number): void => {
      if (bucket.take()) {
        if (bill) world.bill(bill, 1);
        share.handedOverAt = engine.now();
        series.backlog.add(1);
        next(share);
        done(true);
        return;
      }
      limits.hit(name);
      if (attempts >= SDK_ATTEMPTS) done(false);
      else engine.after(world.random() * SDK_BACKOFF_MS * 2 ** attempts, () => attempt(attempts + 1));
    };
    attempt(1);
  };
}

const billed = {
  invoke: undefined,
  'invoke-event': undefined,
  publish: 'snsPublishes',
  send: 'sqsRequests',
  'send-fifo': 'sqsFifoRequests',
  'put-events': 'eventBridgeEvents',
} as const;
