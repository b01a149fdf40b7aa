import * as z from 'zod';
import { count, messages, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { lane } from '../lane.ts';
import { identicalOf, identicalText } from '../validate/identical.ts';

const knobs = z.object({
  runs: count(100, 'short runs, each of as many repetitions as are asked for', 1, 1000),
  rate: rate(10),
  messages: messages(8),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'identical',
  question: 'Does the lab see a difference where there is none?',
  notice:
    'Two lanes that are the same, compared in many short runs on one deployment. At 95 % one comparison in twenty finds a difference that is not there; the command fails when more do than chance allows in 99 of 100 cases, which would mean that one lane is favoured: by its place in the stream, or by a process that happens to be quicker. On a busy machine it says little.',
  knobs,
  modes: ['push'],
  plan: ({ runs, rate, messages }, modes) => ({
    lanes: modes.flatMap((mode) => [lane(mode, {}, `${mode}-a`), lane(mode, {}, `${mode}-b`)]),
    ...{ arrivals: { kind: 'poisson', rate }, messages, runs },
  }),
  findings: (run) => identicalOf(run).map(identicalText),
  misses: (run) =>
    identicalOf(run)
      .filter(({ ok }) => !ok)
      .map(identicalText),
};
