import { setTimeout as sleep } from 'node:timers/promises';
import type { ThirdPartyClient } from '../../third-party/client.ts';
import type { Lab } from './lab.ts';

/** The part of the load that is over when the fault begins. */
const FAULT_AT = 1 / 3;

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
  if (victim !== undefined) {
    if (lab.target.killFunction === undefined) lab.say(`no process is killed: those of ${lab.target.title} are out of reach`);
    else {
      const killed = await lab.target.killFunction(victim);
      lab.say(killed ? `a process of ${victim} is killed (SIGKILL) in the middle` : `no process of ${victim} runs to be killed`);
    }
  }
  if (downSeconds === 0) return;
  await party.setKnobs({ down: true });
  lab.progress(`${party.url} is down for ${downSeconds} s (virtual)`);
  await lab.pass(downSeconds);
  await party.setKnobs({ down: false });
}

/** The faults in a line, for the story. */
export function faultsOf({ options: { errorRate, downSeconds } }: Lab): string {
  const parts = [
    ...(errorRate > 0 ? [`fails ${Math.round(errorRate * 100)} % of requests`] : []),
    ...(downSeconds > 0 ? [`is down for ${downSeconds} s in the middle`] : []),
  ];
  return parts.join(' and ') || 'is well throughout';
}
