import { COUNTERS, type Counter } from '../../../../third-party/shared/knobs.ts';
import type { LaneFigures } from '../../figures.ts';
import { isOwn } from '../../own/is-own.ts';
import type { Run } from '../../run.ts';
import type { Section } from '../blocks.ts';
import { ledgerTable } from '../ledger-rows.ts';

const COUNTED: Record<Counter, string> = {
  requests: 'requests',
  accepted: 'mails taken',
  duplicates: 'repeated requests, answered and not sent again',
  refusedDown: 'refused while down',
  refusedError: 'refused with an error',
  refusedRate: 'refused above its rate',
  refusedInvalid: 'refused as invalid',
  answersLost: 'taken, and answered with an error',
};

/** Where every message is, and what the provider counted. */
export function ledger(run: Run, figures: readonly LaneFigures[]): Section {
  const { head, rows, leftOut } = ledgerTable(figures);
  const none = leftOut.length > 0 ? ` No message was ${leftOut.join(', ')}.` : '';
  const counts = COUNTERS.map((counter) => [counter, run.provider.reduce((sum, stats) => sum + (stats[counter] ?? 0), 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([counter, count]) => `${COUNTED[counter]} ${count}`);
  return {
    id: 'ledger',
    title: 'Where every message is',
    blocks: [
      { kind: 'table', head, rows },
      {
        kind: 'text',
        text: isOwn(run)
          ? `Handled: there is a stamp. What has none, and is in no dead-letter queue that was named, counts as lost. Twice: stamps beyond a message’s first.${none}`
          : `Counted at the email provider and from outside, not by the code that handles messages; what nothing accounts for is lost. Twice: mails beyond a message’s first.${none}`,
      },
      ...(counts.length > 0
        ? [{ kind: 'text' as const, text: `What the email provider counted itself, over all repetitions: ${counts.join(', ')}.` }]
        : []),
    ],
  };
}
