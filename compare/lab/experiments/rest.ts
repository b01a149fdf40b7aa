import * as z from 'zod';
import type { Experiment } from '../experiment.ts';
import { lane } from '../lane.ts';
import { MODES } from '../modes.ts';

const knobs = z.object({
  rate: z.coerce.number().positive().max(10_000).default(5).describe('messages a second and lane'),
  messages: z.coerce.number().int().min(1).max(100_000).default(60).describe('messages a lane and repetition'),
  arrivals: z.enum(['constant', 'poisson']).default('poisson').describe('at equal distances, or by chance'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'rest',
  question: 'How long does a message take when there is nothing else to do?',
  notice:
    'The trigger is what the way itself takes. On AWS pull is faster than push at the median, since its pollers hold their long polls open; a short poll waits half its interval on average.',
  knobs,
  modes: MODES.map(({ name }) => name),
  plan: ({ rate, messages, arrivals }, modes) => ({ lanes: modes.map((mode) => lane(mode)), arrivals: { kind: arrivals, rate }, messages }),
};
