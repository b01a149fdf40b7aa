import * as z from 'zod';
import { count, latencyMs, messages, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { type Lane, lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';
import { oneRetry } from '../patience.ts';
import { checksOf, sentenceOf, TITLES } from '../validate/checks.ts';
import { sampleOf } from '../validate/sample.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(30),
  delayS: count(1, 'DelaySeconds of a lane of each mode that takes one: so much later its triggers must be', 1, 900),
  handlerMs: count(50, 'what the consumer of a lane of each mode waits besides: so much later its mails must be', 1, 60_000),
  latencyMs: latencyMs(30),
  swallow: count(3, 'messages of a lane and repetition that its consumer takes and drops: so many must be lost', 0),
  poison: count(2, 'messages that always fail: so many must be dead letters, or refused to who waits', 0),
  twice: count(2, 'messages that the producer hands over twice: so many must be mailed twice, or once where the mode drops repeats', 0),
  toleranceMs: count(25, 'how far off a delay may be found, in milliseconds', 1, 10_000),
});

/** Short, so that poison is a dead letter after seconds; the provider is told no key that it could know again. */
const BROKEN = { timeoutS: 5, visibilityTimeoutS: 5, maxReceiveCount: 2, maximumRetryAttempts: 0, idempotent: false } as const;

export const experiment: Experiment<typeof knobs> = {
  name: 'validate',
  question: 'Does the lab find what was put in: known delays, losses, failures and duplicates?',
  notice:
    'Lanes of one mode that differ in one known thing each. Delays must be found within the tolerance, in the medians; what was done to single messages exactly, and to the very messages that it was done to; and the plain lane must be clean. The command fails when any of it was not found.',
  knobs,
  modes: ['push', 'pull'],
  plan({ rate, messages, delayS, handlerMs, latencyMs, swallow, poison, twice }, modes, timeScale, seed) {
    const sample = sampleOf(seed, messages, { swallow, poison, twice });
    const isBroken = ({ mode, title }: Lane) => title === TITLES.broken(mode);
    return {
      lanes: modes.flatMap((mode) => [
        lane(mode),
        ...(modeNamed(mode).takesDelay ? [lane(mode, { delayS }, TITLES.delayed(mode))] : []),
        lane(mode, { handlerMs }, TITLES.slow(mode)),
        lane(mode, BROKEN, TITLES.broken(mode)),
      ]),
      arrivals: { kind: 'poisson', rate },
      messages,
      // a second mail that comes when the first has settled is still to be counted
      lingerMs: oneRetry(timeScale, BROKEN.visibilityTimeoutS),
      provider: { latencyMs },
      order(lane, index) {
        const injected = isBroken(lane) ? sample.get(index) : undefined;
        if (injected === 'swallow') return { fault: { kind: 'swallow' } };
        if (injected === 'poison') return { fault: { kind: 'throw' } };
        return injected === 'twice' ? { sends: 2 } : {};
      },
    };
  },
  findings: (run) => checksOf(run).map(sentenceOf),
  misses: (run) =>
    checksOf(run)
      .filter(({ ok }) => !ok)
      .map(sentenceOf),
};
