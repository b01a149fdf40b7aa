import { setTimeout as sleep } from 'node:timers/promises';
import type { ThirdPartyClient } from '../../third-party/client.ts';
import type { Lab } from './lab.ts';

/** The part of the load that is over when the fault begins. */
const FAULT_AT = 1 / 3;

/** How long the victim's first process is waited for. */
const STARTS_WITHIN_MS = 10_000;

export interface Faults {
  /** Fails `errorRate` of its requests throughout, and is down for `downSeconds` in the middle. */
  party: ThirdPartyClient<unknown>;
  /** The function one of whose processes is killed in the middle, by a part of its name. */
  victim?: string;
}

/**
 * Does `act` `count` times, a few at once, while a third party fails as the options say and a process of ours is killed.
 * The party is up again when this resolves, and still fails `errorRate` of its requests. Answers what each act gave, in order.
 */
export async function loadWithFaults<T>(lab: Lab, { party, victim }: Faults, act: (index: number) => Promise<T>): Promise<T[]> {
  const { count, errorRate, downSeconds, kill, seed } = lab.options;
  await party.setKnobs({ errorRate, seed });
  const results: T[] = new Array(count);
  let begun = 0;
  let fault: Promise<void> | undefined;
  const worker = async () => {
    while (begun < count) {
      const index = begun++;
      if (index >= Math.floor(count * FAULT_AT) && fault === undefined) {
        fault = breakIt(lab, party, downSeconds, kill ? victim : undefined);
        // where an act fails first, or the run is interrupted, nobody comes to wait for it: that would end the process
        fault.catch(() => {});
      }
      results[index] = await act(index);
      lab.progress(`${index + 1} of ${count}`);
      // spread over some time, so that before, during and after the fault each see some
      await sleep(20, undefined, { signal: lab.signal });
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, count) }, worker));
  await fault;
  return results;
}

async function breakIt(lab: Lab, party: ThirdPartyClient<unknown>, downSeconds: number, victim: string | undefined): Promise<void> {
  await Promise.all([victim === undefined ? undefined : killOne(lab, victim), downFor(lab, party, downSeconds)]);
}

async function downFor(lab: Lab, party: ThirdPartyClient<unknown>, seconds: number): Promise<void> {
  if (seconds === 0) return;
  await party.setKnobs({ down: true });
  lab.progress(`${party.url} is down for ${seconds} s (virtual)`);
  await lab.pass(seconds);
  await party.setKnobs({ down: false });
}

/** The first may only just be starting, where that takes its time. */
async function killOne(lab: Lab, victim: string): Promise<void> {
  const { title, killFunction } = lab.target;
  if (killFunction === undefined) return lab.say(`no process is killed: those of ${title} are out of reach`);
  for (const until = performance.now() + STARTS_WITHIN_MS; performance.now() < until; ) {
    if (await killFunction(victim)) return lab.say(`a process of ${victim} is killed (SIGKILL) in the middle`);
    await sleep(100, undefined, { signal: lab.signal });
  }
  lab.say(`no process of ${victim} runs to be killed`);
}

/** The faults in a line, for the story. */
export function faultsOf({ options: { errorRate, downSeconds } }: Lab): string {
  const parts = [
    ...(errorRate > 0 ? [`fails ${Math.round(errorRate * 100)} % of requests`] : []),
    ...(downSeconds > 0 ? [`is down for ${downSeconds} s in the middle`] : []),
  ];
  return parts.join(' and ') || 'is well throughout';
}
