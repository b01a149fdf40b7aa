import * as z from 'zod';
import { USUAL } from '../../cost/crossovers.ts';
import { deliveryCost } from '../../cost/delivery-cost.ts';
import { duration } from '../../report/format.ts';
import { latencyMs, listOf, messages, numbers, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { figuresOf } from '../figures.ts';
import { lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';

const knobs = z.object({
  rate: rate(5),
  messages: messages(40),
  latencyMs: latencyMs(50),
  batchSize: listOf('1,10,100', 'BatchSize, several with commas: 1 to 10,000'),
  batchWindowS: listOf('0,1,5', 'MaximumBatchingWindowInSeconds, several with commas: 0 to 300'),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: more than ten need a window. */
const isAllowed = (batchSize: number, batchWindowS: number) => batchSize <= 10 || batchWindowS >= 1;

export const experiment: Experiment<typeof knobs> = {
  name: 'batch-window',
  question: 'What do batch size and window cost in time, and save in money?',
  notice:
    'A window adds waiting to every message, half of it on average, and fills batches only where messages come often enough: rate × window is what it gathers. Without one a batch is what had piled up. Requests and invocations are paid by the batch; the cost is that of the batches that were measured, at the measured rate, by list prices. A batch of more than ten needs a window of a second (AWS refuses it otherwise), and is left out without.',
  knobs,
  modes: ['pull'],
  plan: ({ rate, messages, latencyMs, batchSize, batchWindowS }, modes) => ({
    lanes: modes.flatMap((mode) =>
      numbers(batchSize).flatMap((size) =>
        numbers(batchWindowS)
          .filter((windowS) => isAllowed(size, windowS))
          .map((windowS) => lane(mode, { batchSize: size, batchWindowS: windowS }, `${mode}, ${size} in ${windowS} s`)),
      ),
    ),
    arrivals: { kind: 'poisson', rate },
    messages,
    provider: { latencyMs },
  }),
  findings: (run) =>
    figuresOf(run).map(({ lane, times, batch }) => {
      if (batch === undefined) return `${lane.title}: nothing was delivered.`;
      const { memoryMb, workers } = lane.settings;
      // the batches that were measured: a window without end is one that fills them
      const load = {
        ...USUAL,
        memoryMb,
        workers,
        rate: rateOf(run),
        batchSize: batch,
        windowMs: 1e12,
        providerMs: run.providerKnobs?.latencyMs ?? 0,
      };
      const { perMillion } = deliveryCost(modeNamed(lane.mode).simulated, load);
      return `${lane.title}: ${batch.toFixed(1)} messages a batch; trigger p50 ${duration(times.trigger[50].ms)}, p95 ${duration(times.trigger[95].ms)}; ${perMillion.toFixed(2)} dollars a million at this rate.`;
    }),
};

const rateOf = ({ arrivals, messages }: Parameters<NonNullable<typeof experiment.findings>>[0]): number =>
  arrivals.kind === 'recorded' ? (messages * 1000) / Math.max(1, arrivals.atMs.at(-1) ?? 1) : arrivals.rate;
