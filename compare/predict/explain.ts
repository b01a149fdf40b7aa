import { time } from '../simulate/report/time.ts';
import type { Prediction } from './predict.ts';

/** What was found, by measuring or by simulating; absent where it was not looked at. */
export interface Found {
  triggerMs?: number | undefined;
  concurrency?: number | undefined;
  /** Of the shares that came during an outage. */
  survives?: number | undefined;
  coldStarts?: number | undefined;
  /** How often a limit was met. */
  limits?: readonly string[];
  /** Shares that had to be tried again. */
  retries?: number | undefined;
  /** On a machine, whose processor may be what queues; not in a simulation. */
  measured?: boolean;
  /** What the formula was given was taken from what is held against it: that they agree is no wonder. */
  ownParts?: boolean;
}

/** Formula beside finding, a line each, and where they are far apart, the likely reason. */
export function explain(found: Found, predicted: Prediction): string[] {
  const lines: string[] = [];
  const line = (what: string, value: number | undefined, formula: number, print: (value: number) => string, reason: () => string) => {
    if (value === undefined) return;
    const same = found.ownParts ? 'no gap: its parts are taken from this run' : 'the same';
    const gap = gapOf(value, formula).replace(/^the same$/, same);
    const text = `${what}: predicted ${print(formula)}, found ${print(value)} (${gap})`;
    lines.push(Math.abs(value - formula) <= 0.2 * Math.max(value, formula) ? `${text}.` : `${text}:\n  ${reason()}.`);
  };
  const limit = found.limits?.[0];
  line('trigger, median', found.triggerMs, predicted.triggerMs, time, () => {
    if ((found.triggerMs ?? 0) < predicted.triggerMs)
      return 'batches let several messages share a wait, or the path is shorter than the one the figure was taken on';
    if (found.retries)
      return `${found.retries} retries, each after its wait, are not in the formula${found.measured ? ', nor is how busy the machine was' : ''}`;
    if (limit) return `${limit} was met, and what waits for it is not in the formula`;
    if (found.coldStarts) return `${found.coldStarts} cold starts are not in the formula, nor is chance beyond the mean`;
    if (found.measured) return 'something queues that the formula does not know: processor time of the machine, most likely';
    return 'shares come by chance, several at a time, where the formula has a steady stream';
  });
  line(
    'at once',
    found.concurrency,
    predicted.concurrency,
    (value) => value.toFixed(1),
    () => {
      if ((found.concurrency ?? 0) < predicted.concurrency)
        return limit ? `${limit} keeps it down` : 'batches handle several shares in one invocation';
      return "the highest value was found, and Little's law gives the mean; cold starts and retries come in a surge";
    },
  );
  line(
    'outlive the outage',
    found.survives,
    predicted.survives,
    (value) => `${(100 * value).toFixed(0)} %`,
    () => (limit ? `${limit} was met` : 'the ladder is jittered, or the outage began before the first share came'),
  );
  return lines;
}

/** Of what was found to what the formula says, for a person. */
export function gapOf(value: number, formula: number): string {
  if (formula === 0) return value === 0 ? 'the same' : 'nothing was predicted';
  const gap = (100 * (value - formula)) / formula;
  return Math.abs(gap) < 1 ? 'the same' : `${gap > 0 ? '+' : '−'}${Math.abs(gap) < 1000 ? Math.abs(gap).toFixed(0) : '>1000'} %`;
}
