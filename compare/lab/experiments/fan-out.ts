import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import { duration } from '../../report/format.ts';
import { listOf, messages, numbers, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, isWarm, median, of } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';

const knobs = z.object({
  rate: rate(1, 'messages a second and lane, each of which becomes as many copies as there are consumers'),
  messages: messages(20),
  fanOut: listOf('1,3,10', 'consumers of each message, several with commas: 1 to 100; each is a function, and here a process'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'fan-out',
  question: 'How long until the last of many consumers has a message?',
  notice:
    'The sender waits as long for a hundred consumers as for one: it hands over once. What grows is the time of the last copy, and whatever the consumers share: the provider, and on one machine its processors, so that a hundred consumers here measure the machine. A topic with a queue for each consumer gives each its own retries and its own pace.',
  knobs,
  modes: ['push', 'fanout', 'eventbridge'],
  plan: ({ rate, messages, fanOut }, modes) => {
    for (const mode of modes)
      if (!modeNamed(mode).fansOut)
        throw new UserError(`A message of ${mode} has one consumer; fan-out takes modes with several.`, EXIT.usage);
    return {
      lanes: modes.flatMap((mode) => numbers(fanOut).map((n) => lane(mode, { fanOut: n }, `${mode} × ${n}`))),
      arrivals: { kind: 'poisson', rate },
      messages,
    };
  },
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const all = [...Map.groupBy(rows, ({ repetition, id }) => `${repetition}/${id}`).values()];
      const whole = all.filter((copies) => copies.every(({ deliveredAt }) => deliveredAt !== undefined));
      const warm = whole.filter((copies) => copies.every(isWarm));
      const from = ([first]: typeof rows) => first?.sentAt ?? 0;
      const times = (copies: typeof rows) => copies.map(({ deliveredAt }) => deliveredAt as number);
      const last = median(warm.map((copies) => Math.max(...times(copies)) - from(copies)));
      const first = median(warm.map((copies) => Math.min(...times(copies)) - from(copies)));
      const reached = `${lane.title}: ${of(whole.length, all.length)} reached all ${lane.settings.fanOut}`;
      if (!timed) return `${reached}.`;
      return `${reached}; of those that met warm processes half had the first copy delivered after ${duration(first)}, the last after ${duration(last)}.`;
    }),
};
