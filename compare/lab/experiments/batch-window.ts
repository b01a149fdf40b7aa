import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import { duration } from '../../report/format.ts';
import { latencyMs, listOf, messages, numbers, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { figuresOf } from '../figures.ts';
import { lane } from '../lane.ts';
import { costOf, dollarsText } from '../predict/cost.ts';

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
    'A window adds waiting to every message: almost all of it where few messages come in a window, since each opens a batch of its own; half of it where many do, and less where the batch is full before. It fills batches only where messages come often enough: rate ÷ pollers × window is what it gathers. A BatchSize of 1 is full at once and waits for nothing. Without one a batch is what had piled up. Requests and invocations are paid by the batch; the cost is that of the batches that were measured, at the measured rate, by list prices. A batch of more than ten needs a window of a second (AWS refuses it otherwise), and is left out without.',
  knobs,
  modes: ['pull'],
  plan({ rate, messages, latencyMs, batchSize, batchWindowS }, modes) {
    const lanes = modes.flatMap((mode) =>
      numbers(batchSize).flatMap((size) =>
        numbers(batchWindowS)
          .filter((windowS) => isAllowed(size, windowS))
          .map((windowS) => lane(mode, { batchSize: size, batchWindowS: windowS }, `${mode}, ${size} in ${windowS} s`)),
      ),
    );
    if (lanes.length === 0)
      throw new UserError(
        `No lane is left: batches above 10 need a window of a second at least (--batch-size ${batchSize}, --batch-window-s ${batchWindowS}).`,
        EXIT.usage,
      );
    return { lanes, arrivals: { kind: 'poisson', rate }, messages, provider: { latencyMs } };
  },
  findings: (run) => {
    const all = figuresOf(run);
    const costs = costOf(run, all);
    return all.map(({ lane, times, batch }) => {
      if (batch === undefined) return `${lane.title}: nothing was delivered.`;
      const took = `${batch.toFixed(1)} messages a batch; trigger p50 ${duration(times.trigger[50].ms)}, p95 ${duration(times.trigger[95].ms)}`;
      const cost = costs.find((one) => one.lane === lane.title);
      return `${lane.title}: ${took}${cost ? `; ${dollarsText(cost.perMillion)} dollars a million at this rate` : ''}.`;
    });
  },
};
