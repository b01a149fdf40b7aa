import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { count, listOf, messages, numbers, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { figuresOf } from '../figures.ts';
import { byLane, isWarm, median } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { costOf, dollarsText } from '../predict/cost.ts';
import { paidFor } from '../predict/cost-parts.ts';

const knobs = z.object({
  rate: rate(2),
  messages: messages(30),
  memoryMb: listOf('128,512,1024,1769', 'MemorySize, several with commas: 128 to 10,240'),
  handlerHashes: count(20_000, 'SHA-256 hashes that each attempt computes: work that a faster processor shortens', 0, 100_000_000),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'memory',
  question: 'Does more memory pay for itself?',
  notice:
    'On AWS a function’s share of a processor grows with its memory, a whole one at 1,769 MB: work that computes gets faster in step, and costs the same until it no longer does; work that waits gets dearer. On local targets memory is a number on a bill: processes are as fast as the machine, whatever they are given, so times there say nothing about memory, and the costs are those of this machine’s speed.',
  knobs,
  modes: ['async'],
  plan: ({ rate, messages, memoryMb, handlerHashes }, modes) => ({
    lanes: modes.flatMap((mode) => numbers(memoryMb).map((mb) => lane(mode, { memoryMb: mb, handlerHashes }, `${mode}, ${mb} MB`))),
    arrivals: { kind: 'poisson', rate },
    messages,
  }),
  findings: (run) => {
    const costs = costOf(run, figuresOf(run));
    return [
      ...byLane(run).map(({ lane, rows }) => {
        const ms = median(
          rows
            .filter(isWarm)
            .map(({ handledAt, deliveredAt }) =>
              handledAt === undefined || deliveredAt === undefined ? undefined : deliveredAt - handledAt,
            ),
        );
        if (ms === undefined) return `${lane.title}: nothing was delivered by a warm process.`;
        const cost = costs.find((one) => one.lane === lane.title);
        const price = cost
          ? `; ${dollarsText(cost.perMillion)} dollars a million, ${dollarsText(paidFor(cost, ['lambdaGbSeconds']))} of them for GB-seconds of entrance and consumer`
          : '';
        return `${lane.title}: half took ${duration(ms)} of work${price}.`;
      }),
      ...(run.target.name === 'aws'
        ? []
        : [
            `On ${run.target.title} memory does not change speed: these times differ by chance alone, and only the price follows the memory.`,
          ]),
    ];
  },
};
