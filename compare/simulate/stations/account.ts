import type { World } from '../world.ts';
import { createBucket } from './bucket.ts';

export interface LambdaFunction {
  /** Runs `work` in an environment of its own, which `work` gives back; false: throttled (429). */
  invoke(work: (release: () => void) => void): boolean;
}

export interface Account {
  /** The function that takes the shares. */
  photos: LambdaFunction;
  /** The consumer. */
  users: LambdaFunction;
}

/**
 * The functions of an account and the concurrency that they share; a reserved one is the function's own, and taken from the others.
 * Environments stay warm to the end. Lambda also allows ten requests a second for each concurrent invocation, whatever they take.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function createAccount(world: World): Account {
  const { settings, engine, limits, series, counts } = world;
  const { accountConcurrency, reservedConcurrency, scaleOutPer10s, memoryMb, coldStartMs } = settings.lambda;
  const shared = { inUse: 0, limit: accountConcurrency - (reservedConcurrency ?? 0), name: `account concurrency ${accountConcurrency}` };
  const requests = createBucket(engine.now, 10 * accountConcurrency);

  function create(name: string, pool: typeof shared, isConsumer: boolean): LambdaFunction {
    const scaleOut = createBucket(engine.now, scaleOutPer10s / 10, scaleOutPer10s);
    let idle = 0;
    const refuse = (limit: string) => {
      limits.hit(limit);
      if (isConsumer) counts.throttles++;
      return false;
    };
    return {
      invoke(work) {
        if (pool.inUse >= pool.limit) return refuse(pool.name);
        if (!requests.take()) return refuse(`${10 * accountConcurrency} requests a second of the account`);
        const cold = idle === 0;
        if (cold && !scaleOut.take()) return refuse(`scale-out of ${name}, ${scaleOutPer10s} environments in 10 s`);
        if (!cold) idle--;
        pool.inUse++;
        series.account.add(1);
        if (isConsumer) {
          series.concurrency.add(1);
          counts.invocations++;
          if (cold) counts.coldStarts++;
        }
        const began = engine.now();
        const release = () => {
          idle++;
          pool.inUse--;
          series.account.add(-1);
          if (isConsumer) series.concurrency.add(-1);
          world.bill('lambdaRequests', 1);
          world.bill('lambdaGbSeconds', ((memoryMb / 1024) * (engine.now() - began)) / 1000);
        };
        if (cold) engine.after(world.sample(coldStartMs), () => work(release));
        else work(release);
        return true;
      },
    };
  }

  const own =
    reservedConcurrency === undefined
      ? shared
      : { inUse: 0, limit: reservedConcurrency, name: `reserved concurrency ${reservedConcurrency}` };
  return { photos: create('the entrance', shared, false), users: create('the consumer', own, true) };
}
