import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeptPromise } from '../system.ts';
import { askOver } from './ask.ts';
import type { Lab } from './lab.ts';
import { until } from './until.ts';

/** Some questions that are asked one after the other, each with its own limit (ask.ts), and all of them without an answer. */
const LONGEST_LOOK_MS = 180_000;

export interface LabParts extends Pick<Lab, 'target' | 'outputs' | 'thirdParties' | 'options' | 'signal'> {
  onStory(line: string): void;
  onProgress(line: string): void;
}

/** What real processes may need for their part of anything that is waited for, on a machine that has other things to do. */
const PROCESSES_MS = 30_000;

/** A lab for one variant, and what it collects. */
export function createLab({ onStory, onProgress, ...parts }: LabParts): { lab: Lab; story: string[]; promises: KeptPromise[] } {
  const { target, outputs, signal, options } = parts;
  const story: string[] = [];
  const promises: KeptPromise[] = [];
  const runId = randomBytes(3).toString('hex');
  let names = 0;
  const realMs = (virtualSeconds: number) => (virtualSeconds * 1000) / target.timeScale;
  const lab: Lab = {
    ...parts,
    output(name) {
      const value = outputs[name];
      if (value === undefined) throw new Error(`The deployed stacks have no output ${name}`);
      return value;
    },
    say(line) {
      story.push(line);
      onStory(line);
    },
    progress: onProgress,
    promise(what, kept, found) {
      promises.push({ what, kept, found });
    },
    ask: askOver(signal),
    until: (what, virtualSeconds, look) =>
      until(look, {
        what: `${virtualSeconds} s (virtual) in vain for this: ${what}`,
        // a scaled clock makes no process faster: what they need comes on top
        limitMs: realMs(virtualSeconds) + PROCESSES_MS,
        lookMs: Math.max(realMs(virtualSeconds), LONGEST_LOOK_MS),
        signal,
      }),
    pass: (virtualSeconds) => sleep(realMs(virtualSeconds), undefined, { signal }),
    random: seeded(options.seed),
    unique: (prefix) => `${prefix}-${runId}-${++names}`,
  };
  return { lab, story, promises };
}

/** A linear congruential generator: good enough to choose names and moments, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
