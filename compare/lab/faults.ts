import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../targets/target.ts';
import type { ThirdParties } from '../../third-party/client.ts';
import { EXIT, UserError } from '../errors.ts';
import type { LaneInUse } from './evidence/watch.ts';
import type { Fault } from './experiment.ts';

interface Breakable {
  target: Pick<Target, 'killFunction' | 'title'>;
  email: ThirdParties['email'];
  lanes: readonly LaneInUse[];
}

/** Lets each fault begin and end at its time after now. Whatever was broken is mended when it resolves, or is aborted. */
export async function inflict(faults: readonly Fault[], place: Breakable, signal: AbortSignal): Promise<void> {
  await Promise.all(faults.map((fault) => one(fault, place, signal)));
}

async function one({ fromS, untilS, provider, kill }: Fault, place: Breakable, signal: AbortSignal): Promise<void> {
  await sleep(fromS * 1000, undefined, { signal });
  const lasts = untilS === undefined ? undefined : (untilS - fromS) * 1000;
  if (provider) {
    const before = await place.email.knobs();
    await place.email.setKnobs(provider);
    try {
      await sleep(lasts ?? 2 ** 31 - 1, undefined, { signal });
    } finally {
      await place.email.setKnobs(Object.fromEntries(Object.keys(provider).map((knob) => [knob, before[knob as keyof typeof before]])));
    }
  }
  if (kill) await killNowAndThen(kill, lasts ?? Number.POSITIVE_INFINITY, place, signal);
}

async function killNowAndThen(
  { lanes, everyS }: NonNullable<Fault['kill']>,
  lastsMs: number,
  { target, lanes: all }: Breakable,
  signal: AbortSignal,
): Promise<void> {
  if (!target.killFunction) throw new UserError(`Processes of functions can't be killed on ${target.title}.`, EXIT.usage);
  for (const until = performance.now() + lastsMs; performance.now() < until; ) {
    for (const { id, deployed } of all)
      if (lanes.includes(id)) for (const consumer of deployed.consumers) await target.killFunction(consumer);
    await sleep(everyS * 1000, undefined, { signal });
  }
}
