import type { Hop } from 'pushpull-emulator';
import type { Fate } from '../rows.ts';
import type { SimulatedMode } from '../simulate/mode.ts';

/** What brings a message to the code that handles it. */
export type Consumer = SimulatedMode['consumer'];

type Told = Partial<Record<string, Fate>>;

/** On the way to the consumer. */
const BEFORE: Told = {
  'sns.published': 'in flight',
  'sns.delivered': 'in flight',
  'sns.retried': 'waiting',
  'sns.filtered': 'lost',
  'sns.dead-lettered': 'dead-lettered',
  'sns.failed': 'lost',
  'events.put': 'in flight',
  'events.matched': 'in flight',
  'events.delivered': 'in flight',
  'events.retried': 'waiting',
  'events.dead-lettered': 'dead-lettered',
  'events.failed': 'lost',
};
const BY_LAMBDA: Told = {
  'lambda.accepted': 'waiting',
  'lambda.throttled': 'waiting',
  'lambda.retried': 'waiting',
  'lambda.started': 'in flight',
  'lambda.dead-lettered': 'dead-lettered',
  'lambda.dropped': 'lost',
};
const BY_QUEUE: Told = {
  'sqs.sent': 'waiting',
  'sqs.visible': 'waiting',
  'sqs.received': 'in flight',
  'sqs.dead-lettered': 'dead-lettered',
  'sqs.deleted': 'lost',
  'sqs.expired': 'lost',
};
/** An answer of 200 to SNS, and no mail: nobody will try again. */
const BY_HTTP: Told = { ...BEFORE, 'sns.delivered': 'lost' };

/**
 * Where a message is, told from evidence outside the code under test: its mails in the provider's inbox, whether its sender was told that it
 * was accepted, and else what happened to it last on the way that its consumer takes. What nothing accounts for is lost: among it what a
 * function, a poller or a webhook took as done without a mail.
 */
export function fateOf(
  { mails, accepted }: { mails: number; accepted?: boolean | undefined },
  consumer: Consumer,
  hops: readonly Pick<Hop, 'type' | 'detail'>[],
): Fate {
  if (mails > 0) return 'handled';
  if (!accepted) return 'refused';
  const told = consumer === 'http' ? BY_HTTP : consumer === 'function' || consumer === 'async-queue' ? BY_LAMBDA : BY_QUEUE;
  // what the consumer has is told by the consumer: that a topic delivered it may be written a little later
  const last =
    hops.findLast(({ type }) => type in told || (told === BY_LAMBDA && type === 'lambda.finished')) ??
    hops.findLast(({ type }) => type in BEFORE);
  // a function that says it is done, and no mail: nobody will try again; one that failed is about to be tried again or given up
  if (last?.type === 'lambda.finished') return last.detail?.status === 'ok' ? 'lost' : 'waiting';
  return (last && (told[last.type] ?? BEFORE[last.type])) ?? 'lost';
}

/** A message that can't change any more. */
export const isSettled = (fate: Fate) => fate !== 'in flight' && fate !== 'waiting';
