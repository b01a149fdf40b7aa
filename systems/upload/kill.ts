import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../lab/lab.ts';

/** SIGKILL for one of a function's processes, where the run asks for it and the target allows it. */
export async function kill(lab: Lab, victim: string): Promise<boolean> {
  const killed = lab.options.kill && (await lab.target.killFunction?.(victim)) === true;
  if (killed) lab.say(`a process of ${victim} is killed (SIGKILL)`);
  return killed;
}

/** The same as soon as there is a process: for a function that a queue is about to start. */
export async function killAtWork(lab: Lab, victim: string): Promise<void> {
  if (lab.target.killFunction === undefined) return;
  for (let looks = 0; looks < 200 && lab.options.kill; looks++) {
    if (await kill(lab, victim)) return;
    await sleep(25, undefined, { signal: lab.signal });
  }
}
