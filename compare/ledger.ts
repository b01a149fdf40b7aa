import { FATES, type Fate, type Row } from './rows.ts';

export interface Ledger {
  sent: number;
  fates: Record<Fate, number>;
  /** Mails beyond the first of a share. */
  duplicates: number;
  /** sent = handled + refused + in flight + waiting + dead-lettered + lost */
  addsUp: boolean;
}

/** Counts the shares of a run by fate; `sent` is what the load generator sent, counted apart. */
export function ledgerOf(rows: readonly Pick<Row, 'fate' | 'mails'>[], sent: number): Ledger {
  const fates = Object.fromEntries(FATES.map((fate) => [fate, rows.filter((row) => row.fate === fate).length])) as Record<Fate, number>;
  const total = FATES.reduce((sum, fate) => sum + fates[fate], 0);
  const duplicates = rows.reduce((sum, row) => sum + Math.max(0, row.mails - 1), 0);
  return { sent, fates, duplicates, addsUp: total === sent };
}
