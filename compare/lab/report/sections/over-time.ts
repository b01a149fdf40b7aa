import { isOwn } from '../../own/is-own.ts';
import type { Run } from '../../run.ts';
import type { Block, Section } from '../blocks.ts';
import { ridges, when } from '../plots/ridges.ts';
import { seriesOf } from '../series.ts';
import { short } from '../svg/scale.ts';

/** Backlog, concurrency and the provider while the load went on, with what went wrong shaded. */
export function overTime(run: Run): Section {
  const { binS, backlog, handling, provider } = seriesOf(run);
  const { timeScale } = run.target;
  const strip = (name: string, title: string, unit: string, lanes: typeof backlog): Block => ({
    kind: 'plot',
    plot: ridges(name, title, { lanes, binS, faults: run.faults, timeScale, unit }),
  });
  return {
    id: 'over-time',
    title: 'Over time',
    blocks: [
      ...(run.faults.length > 0
        ? [{ kind: 'text' as const, text: `What was made to go wrong: ${run.faults.map((fault) => when(fault, timeScale)).join('; ')}.` }]
        : []),
      strip('backlog', 'Backlog: handed over, and not yet at the consumer that delivered it', 'messages', backlog),
      ...(isOwn(run)
        ? []
        : [
            strip('handling', 'Concurrency: messages in the hands of consumers', 'messages at once', handling),
            strip('provider', 'What the email provider took', 'mails a second', provider),
          ]),
      {
        kind: 'text',
        text: `Of the rows, in bins of ${short(binS)} s: strong the mean of the repetitions, pale the largest. Attempts that failed are not in them, nor messages that were dead-lettered or lost: nobody stamps when they are given up. What was still under way at the end stays in the backlog.`,
      },
    ],
  };
}
