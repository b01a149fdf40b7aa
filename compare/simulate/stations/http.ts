import type { World } from '../world.ts';
import { createHandler } from './handler.ts';
import type { Parts, Station } from './station.ts';

/**
 * SNS posts to a URL, here a function's: whatever is no success, a throttle too, is tried again three times, 20 s apart.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function http(world: World, { account, provider, triggerMs }: Parts): Station {
  const { engine, settings, counts } = world;
  const ladder = settings.sns.httpRetryMs;
  const handle = createHandler(world, provider);
  return (share) => {
    const again = (tries: number): void => {
      const wait = ladder[tries];
      if (wait === undefined) world.giveUp(share);
      else
        engine.after(wait, () => {
          counts.retries++;
          attempt(tries + 1);
        });
    };
    const attempt = (tries: number): void => {
      world.bill('snsHttpDeliveries', 1);
      const started = account.users.invoke((release) =>
        handle([share], (failed) => {
          release();
          if (failed.length > 0) again(tries);
        }),
      );
      if (!started) again(tries);
    };
    engine.after(triggerMs(), () => attempt(0));
  };
}
