import type { Hop } from 'pushpull-emulator';
import type { Fate } from '../../rows.ts';
import type { SimulatedMode } from '../../simulate/mode.ts';
import type { Row } from '../row.ts';
import type { DeployedLane } from '../stack/lane-stage.ts';

type Told = Partial<Record<string, Fate>>;

const BEFORE: Told = {
  'sns.published': 'in flight',
  'sns.delivered': 'in flight',
  'sns.retried': 'waiting',
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
  ...BEFORE,
  'lambda.accepted': 'waiting',
  'lambda.throttled': 'waiting',
  'lambda.retried': 'waiting',
  'lambda.started': 'in flight',
  'lambda.dead-lettered': 'dead-lettered',
  'lambda.dropped': 'lost',
};
const BY_QUEUE: Told = {
  ...BEFORE,
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
 * Where a message without a mail is, told by what happened to it last on the way that its mode takes. What nothing accounts for is lost:
 * among it what a consumer, a poller or a webhook took as done.
 */
export function fateOf(
  { mails, accepted }: Pick<Row, 'mails' | 'accepted'>,
  consumer: SimulatedMode['consumer'],
  hops: readonly Hop[],
): Fate {
  if (mails > 0) return 'handled';
  if (!accepted) return 'refused';
  const told = consumer === 'http' ? BY_HTTP : consumer === 'function' || consumer === 'async-queue' ? BY_LAMBDA : BY_QUEUE;
  const last = hops.findLast(({ type }) => type in told || (told === BY_LAMBDA && type === 'lambda.finished'));
  if (last?.type === 'lambda.finished') return last.detail?.status === 'ok' ? 'lost' : 'waiting';
  return (last && told[last.type]) ?? 'lost';
}

/**
 * The hops of one consumer's way: neither the entrance's own invocation, nor other consumers', nor what is in a dead-letter queue by now.
 * Copies share a topic or a bus: what these say of one delivery names its endpoint, and is only that copy's.
 */
export function hopsOfCopy(hops: readonly Hop[], lane: DeployedLane, copy: number): Hop[] {
  const others = [...lane.consumers, ...lane.queues.map(nameOf)].filter((_, i, { length }) => {
    const copies = Math.max(lane.consumers.length, lane.queues.length);
    return length > 1 && i % copies !== copy;
  });
  const notOurs = [lane.entrance, ...lane.deadLetters.map(nameOf), ...others];
  return hops.filter(({ resource = '', detail }) => {
    const endpoint = typeof detail?.endpoint === 'string' ? detail.endpoint : '';
    return !notOurs.some((name) => resource.includes(name)) && !others.some((name) => endpoint.endsWith(`:${name}`));
  });
}

const nameOf = (url: string) => url.split('/').at(-1) as string;
