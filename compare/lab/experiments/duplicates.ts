import * as z from 'zod';
import { messages, rate, share, yesOrNo } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, of } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { picked } from '../load/pick.ts';
import { knownMode } from '../modes.ts';
import { oneRetry } from '../patience.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(40),
  sentTwice: share(0.1, 'messages that the producer hands over twice, 0 to 1: what a retry after a lost answer does'),
  exitAfter: share(0.1, 'messages whose consumer ends after the mail and before anybody is told, of the others'),
  lostAnswers: share(0, 'requests that the provider works off and answers with an error'),
  honoursKeys: yesOrNo('yes', 'whether the provider knows a request again by its idempotency key'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'duplicates',
  question: 'Who gets a mail twice, and what prevents it?',
  notice:
    'Every mode delivers at least once, so the consumer has to make it once in effect: the same key at every attempt, and a provider that honours it. Each mode runs with that key and with a new one at each attempt. A FIFO queue drops what a producer sends twice within five minutes, and yet delivers again what a consumer did and could not confirm: it is no substitute.',
  knobs,
  modes: ['sync', 'async', 'pull', 'fifo'],
  timeScale: () => 20,
  plan: ({ rate, messages, sentTwice, exitAfter, lostAnswers, honoursKeys }, modes, timeScale, seed) => ({
    lanes: modes.flatMap((mode) => [lane(mode, {}, `${mode}, one key`), lane(mode, { idempotent: false }, `${mode}, new keys`)]),
    arrivals: { kind: 'poisson', rate },
    messages,
    lingerMs: oneRetry(timeScale),
    provider: { honoursKeys: honoursKeys === 'yes', lostAnswerRate: lostAnswers, seed },
    order(_lane, index) {
      if (picked(seed, index, sentTwice)) return { sends: 2 };
      if (picked(seed + 1, index, exitAfter)) return { fault: { kind: 'exit-after', times: 1 } };
      return {};
    },
  }),
  untimed: true,
  findings: (run) => [
    ...byLane(run).map(({ lane, rows }) => {
      const sent = rows.filter(({ fault }) => fault?.startsWith('sent×'));
      const crashed = rows.filter(({ fault }) => fault?.startsWith('exit'));
      const twice = (some: typeof rows) => some.filter(({ mails }) => mails > 1).length;
      const dropped = knownMode(lane.mode)?.dropsRepeats ? ' (the mode drops the second)' : '';
      const beyond = rows.reduce((sum, { mails }) => sum + Math.max(0, mails - 1), 0);
      return `${lane.title}: ${beyond === 0 ? 'no mail' : beyond === 1 ? '1 mail' : `${beyond} mails`} too many: ${twice(sent)} of ${sent.length} that were sent twice${dropped}, ${twice(crashed)} of ${crashed.length} whose consumer crashed after the mail, and ${of(twice(rows) - twice(sent) - twice(crashed), rows.length - sent.length - crashed.length, 'other')} were mailed more than once.`;
    }),
    `The provider knew ${run.provider.reduce((sum, { duplicates }) => sum + duplicates, 0)} repeated requests again by their keys.`,
  ],
};
