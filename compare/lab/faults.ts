import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../targets/target.ts';
import type { ThirdParties } from '../../third-party/client.ts';
import { EXIT, UserError } from '../errors.ts';
import type { LaneInUse } from './evidence/watch.ts';
import type { Fault } from './experiment.ts';

export interface Breakable {
  target: Pick<Target, 'killFunction' | 'title'>;
  email: Pick<ThirdParties['email'], 'knobs' | 'setKnobs'>;
  lanes: readonly Pick<LaneInUse, 'id' | 'deployed'>[];
  /** SIGKILL for one process of the lane outside Lambda; false where it has none. */
  killWorker(lane: string): boolean;
}

export interface Inflicted {
  /** Those that have an end have come to it; one that lasts goes on. */
  over: Promise<void>;
  /** Ends those that go on; resolves when all that was broken is mended. */
  mend(): Promise<void>;
}

/** Lets each fault begin and end at its time after now. What was broken is mended at its end, by `mend`, and when `signal` aborts. */
export function inflict(faults: readonly Fault[], place: Breakable, signal: AbortSignal): Inflicted {
  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  const under = faults.map((fault) => ({ fault, end: one(fault, place, until) }));
  // who waits is told; a fault that fails while nobody waits yet ends no process
  for (const { end } of under) end.catch(() => {});
  const all = async (ends: Promise<void>[]) => void (await Promise.all(ends));
  return {
    over: all(under.filter(({ fault }) => fault.untilS !== undefined).map(({ end }) => end)),
    mend() {
      ending.abort();
      return all(under.map(({ end }) => end));
    },
  };
}

async function one({ fromS, untilS = Number.POSITIVE_INFINITY, provider, kill }: Fault, place: Breakable, signal: AbortSignal) {
  if (!(await passes(fromS * 1000, signal))) return;
  const lasts = (untilS - fromS) * 1000;
  if (provider) {
    const before = await place.email.knobs();
    const turnedBack = Object.fromEntries(Object.keys(provider).map((knob) => [knob, before[knob as keyof typeof before]]));
    try {
      await place.email.setKnobs(provider);
      await passes(lasts, signal);
    } finally {
      await place.email.setKnobs(turnedBack);
    }
  }
  if (kill) await killNowAndThen(kill, lasts, place, signal);
}

async function killNowAndThen({ lanes, everyS }: NonNullable<Fault['kill']>, lastsMs: number, place: Breakable, signal: AbortSignal) {
  const { target, lanes: all, killWorker } = place;
  const everyMs = everyS * 1000;
  for (let turn = 0, atMs = 0; atMs < lastsMs; turn++, atMs += everyMs) {
    for (const { id, deployed } of all.filter(({ id }) => lanes.includes(id))) {
      if (killWorker(id)) continue;
      if (deployed.consumers.length === 0) continue;
      if (!target.killFunction) throw new UserError(`Processes of functions can't be killed on ${target.title}.`, EXIT.usage);
      for (const consumer of [...deployed.consumers.slice(turn % deployed.consumers.length), ...deployed.consumers])
        if (await target.killFunction(consumer)) break;
    }
    if (!(await passes(Math.min(everyMs, lastsMs - atMs), signal))) return;
  }
}

/** Longer than any run, and as long as a timer can be set. */
const LONGEST_MS = 2 ** 31 - 1;

/** Whether the time has passed, or else was cut short. */
const passes = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(Math.min(ms, LONGEST_MS), true, { signal }).catch((error) => {
    if (signal.aborted) return false;
    throw error;
  });
