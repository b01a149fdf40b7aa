import type { Hop } from 'pushpull-emulator';
import type { Fate, Row } from '../rows.ts';

/** What the last hop of a message says of where it is, while no mail has come of it. */
const BY_LAST_HOP: Record<string, Fate> = {
  'sns.published': 'in flight',
  'sns.delivered': 'in flight',
  'sns.retried': 'waiting',
  'sns.dead-lettered': 'dead-lettered',
  'sns.filtered': 'lost',
  'sns.failed': 'lost',
  'lambda.accepted': 'waiting',
  'lambda.throttled': 'waiting',
  'lambda.retried': 'waiting',
  'lambda.started': 'in flight',
  'lambda.dead-lettered': 'dead-lettered',
  'lambda.dropped': 'lost',
  'sqs.sent': 'waiting',
  'sqs.visible': 'waiting',
  'sqs.received': 'in flight',
  'sqs.dead-lettered': 'dead-lettered',
  'sqs.deleted': 'lost',
  'sqs.expired': 'lost',
};

/**
 * Where a share is, told from evidence outside the code under test: the mail in the provider's inbox, the answer that the caller
 * saw, and else the last hop of its message. What none of them accounts for is lost: among it what was taken as done without a mail.
 */
export function fateOf(row: Pick<Row, 'mode' | 'status' | 'mails'>, hops: readonly Pick<Hop, 'type' | 'detail'>[]): Fate {
  if (row.mails > 0) return 'handled';
  if (row.status < 200 || row.status >= 300) return 'refused';
  const last = hops.findLast((hop) => hop.type === 'lambda.finished' || hop.type in BY_LAST_HOP);
  // a function that says it is done, and no mail: nobody will try again; one that failed is about to be tried again or given up
  if (last?.type === 'lambda.finished') return last.detail?.status === 'ok' ? 'lost' : 'waiting';
  return (last && BY_LAST_HOP[last.type]) ?? 'lost';
}

/** A share that can't change any more. */
export const isSettled = (fate: Fate) => fate !== 'in flight' && fate !== 'waiting';
