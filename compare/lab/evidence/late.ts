import type { ListedMail } from '../../../third-party/client.ts';
import type { Row } from '../row.ts';
import { stamp } from './stamp.ts';

/** All rows of a run so far, by what their mails are about. */
export type KnownRows = Map<string, Row>;

export const keyOf = ({ id, copy }: Pick<Row, 'id' | 'copy'>): string => `${id}/${copy}`;

/**
 * Enters into the ledger what the provider's inbox holds when a repetition is over, and nobody waited for: second mails of its messages, and
 * mails of earlier repetitions' messages (the inbox is empty when a repetition begins, so that each is one more). Answers how many mails
 * belong to no message at all.
 */
export function enterLateMails(mails: readonly ListedMail[], rows: readonly Row[], known: KnownRows): number {
  const current = new Set(rows.map(keyOf));
  let strays = 0;
  for (const [key, some] of Map.groupBy(mails, ({ shareId = '' }) => shareId)) {
    const row = known.get(key);
    if (!row) {
      strays += some.length;
      continue;
    }
    row.mails = current.has(key) ? some.length : row.mails + some.length;
    if (row.fate === 'handled') continue;
    row.fate = 'handled';
    stamp(row, some[0] as ListedMail);
  }
  return strays;
}
