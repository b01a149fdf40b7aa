import type { Hop } from 'pushpull-emulator';
import { hopsByShare, USERS_FUNCTION } from './evidence/hops.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { type Spread, spread } from './measures.ts';
import type { Row, Stamps } from './rows.ts';
import type { ModeRun } from './run-mode.ts';

/** What is printed of one mode. Times are real milliseconds. */
export interface Figures {
  mode: string;
  how: string;
  /** Sent → the caller has its answer. */
  answerMs: Spread;
  /** Handed over → first line of the Users handler: what the trigger itself takes. */
  triggerMs: Spread;
  /** Sent → first line of the Users handler, at the attempt that delivered. */
  handledMs: Spread;
  /** Sent → the email provider has the mail. */
  deliveredMs: Spread;
  /** Mails a second, first arrival to last delivery. */
  throughput: number;
  /** Of Users' functions, the warm-up's included; undefined where the target shows no hops. */
  coldStarts: number | undefined;
  /** Attempts after the first, of the load's own messages: neither the warm-up's nor those of the outcomes on their way back. */
  retries: number | undefined;
  ledger: Ledger;
  latenessMs: number;
}

/** Every attempt after a message's first: Lambda's and SNS's ladders, and what a queue gives out once more. */
const isRetry = ({ type, detail }: Hop) =>
  type === 'lambda.retried' || type === 'sns.retried' || (type === 'sqs.received' && Number(detail?.receiveCount) > 1);

/** The figures of one mode's run, from its rows and hops alone. */
export function figuresOf({ mode, rows, sent, hops, tookMs, latenessMs }: ModeRun): Figures {
  const between = (from: (row: Row) => number | undefined, to: keyof Stamps): Spread =>
    spread(
      rows.flatMap((row) => {
        const [start, end] = [from(row), row.stamps[to]];
        return row.fate === 'handled' && start !== undefined && end !== undefined ? [Math.max(0, end - start)] : [];
      }),
    );
  const ledger = ledgerOf(rows, sent);
  const started = hops?.filter((hop) => hop.type === 'lambda.started' && USERS_FUNCTION.test(hop.resource ?? ''));
  return {
    mode: mode.name,
    how: mode.how,
    answerMs: spread(rows.map((row) => row.answeredAt - row.sentAt)),
    triggerMs: between((row) => row.stamps.handedOverAt, 'handledAt'),
    handledMs: between((row) => Math.floor(row.sentAt), 'handledAt'),
    deliveredMs: between((row) => Math.floor(row.sentAt), 'deliveredAt'),
    throughput: ledger.fates.handled / (tookMs / 1000),
    coldStarts: started?.filter((hop) => hop.detail?.cold === true).length,
    retries: hops && [...hopsByShare(rows, hops).values()].flat().filter(isRetry).length,
    ledger,
    latenessMs,
  };
}
