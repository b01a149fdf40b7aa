import { FATES, type Fate } from '../../rows.ts';
import type { LaneFigures } from '../figures.ts';
import type { Cell } from './blocks.ts';

/** The ledger as a table: what was sent, and where it is. Fates that no message met are left out, but for `handled` and `lost`. */
export function ledgerTable(figures: readonly LaneFigures[]): { head: string[]; rows: Cell[][]; leftOut: Fate[] } {
  const met = FATES.filter((fate) => fate === 'handled' || fate === 'lost' || figures.some(({ ledger }) => ledger.fates[fate] > 0));
  return {
    head: ['', 'sent', ...met.map((fate, i) => `${i === 0 ? '=' : '+'} ${fate}`), 'ledger', 'twice', 'retries'],
    rows: figures.map(({ lane, ledger, retries }) => [
      lane.title,
      String(ledger.sent),
      ...met.map((fate): Cell => {
        const count = ledger.fates[fate];
        return fate === 'lost' && count > 0
          ? { text: String(count), tone: 'bad' }
          : count === 0
            ? { text: '0', tone: 'quiet' }
            : String(count);
      }),
      ledger.addsUp ? { text: 'adds up', tone: 'good' } : { text: 'WRONG', tone: 'bad' },
      ledger.duplicates === 0 ? { text: '0', tone: 'quiet' } : String(ledger.duplicates),
      retries === undefined ? '–' : retries === 0 ? { text: '0', tone: 'quiet' } : String(retries),
    ]),
    leftOut: FATES.filter((fate) => !met.includes(fate)),
  };
}
