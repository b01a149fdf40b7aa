import { type DeliveryCost, type DeliveryLoad, idleUsage, MAIL_BYTES, MONTH_S, monthlyBill } from '../../cost/delivery-cost.ts';
import { plus, priceList, requestsOf, type Usage } from '../../cost/price-list.ts';
import { mean } from '../../measures.ts';
import type { SimulatedMode } from '../../simulate/mode.ts';
import type { LaneFigures } from '../figures.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { invocationsOf } from './invocations.ts';
import { observe } from './observed.ts';
import { twinOf } from './twin.ts';

/** What a month of a lane at the run's rate would cost on AWS, from what was counted and measured. */
export interface LaneCost extends Omit<DeliveryCost, 'mode'> {
  /** Of the lane, its title. */
  lane: string;
  mode: string;
  /** What the month is made of, as it was measured. */
  load: DeliveryLoad;
  /** For each message sent: what the bill is made from. */
  measured: {
    /** Of the consumer, those that failed among them; 0 where it is a process. */
    invocations: number;
    /** Of both functions. */
    gbSeconds: number;
    entranceMs: number;
    /** Of one invocation of the consumer. */
    consumerMs: number;
    /** All that is paid by the message, entrance and consumer: requests, GB-seconds, bytes. */
    usage: Usage;
  };
}

/** Billed beside what lies between an invocation's own stamps: the runtime's part before the first and after the last. Assumed. */
export const OVERHEAD_MS = 2;

/**
 * The bill of each lane, at list prices without the free tier. GB-seconds are those of the rows: an entrance from its first line to the
 * hand-over's answer, a consumer from its first line to the last mail of its batch, both with OVERHEAD_MS, rounded up as Lambda does. A
 * machine of another speed has others. Invocations that failed count as long as the others, and as large: an asynchronous event of more than
 * 256 KB is billed as several requests. Of a queue's calls, one receive and one delete a batch, and beside them the polls that find nothing;
 * large messages are several requests, too. Sizes are those of the messages, without what services wrap them in. A million are a million messages that were handled.
 * https://aws.amazon.com/lambda/pricing/
 */
export function costOf(run: Run, figures: readonly LaneFigures[]): LaneCost[] {
  return figures.flatMap((one) => {
    const { lane, ledger } = one;
    const twin = twinOf(lane);
    const { rows, rate } = observe(run, lane);
    const { fanOut, workers } = lane.settings;
    const messages = ledger.sent / fanOut;
    if (twin === undefined || messages === 0 || rate === 0) return [];
    const outside = twin.consumer === 'worker' || twin.consumer === 'short-poll';
    const delivered = invocationsOf(rows, twin.consumer);
    const consumerMs = billed(mean(delivered.map(({ fromMs, toMs }) => toMs - fromMs)));
    const entranceMs = billed(
      mean(
        rows.flatMap(({ copy, enteredAt, acknowledgedAt }) =>
          copy > 0 || enteredAt === undefined || acknowledgedAt === undefined ? [] : [acknowledgedAt - enteredAt],
        ),
      ),
    );
    // every message that was taken had a first attempt; those that failed came by themselves, or in a batch of others that failed with them
    const failed = rows.filter((row) => row.deliveredAt === undefined && reached(row, twin.consumer)).length + (one.retries ?? 0);
    const invocations = (delivered.length + failed / (twin.consumer === 'mapping' ? (one.batch ?? 1) : 1)) / messages;
    const gbSeconds = ((lane.settings.memoryMb / 1024) * (entranceMs + (outside ? 0 : invocations * consumerMs))) / 1000;
    const chunks = mean(rows.map(({ bytes = 0 }) => requestsOf('message', bytes))) ?? 1;
    const events = rows.filter((row) => twin.consumer === 'async-queue' && reached(row, twin.consumer));
    const lambdaRequests = 1 + (outside ? 0 : invocations * (mean(events.map(({ bytes = 0 }) => requestsOf('asyncEvent', bytes))) ?? 1));
    const mails = rows.reduce((sum, { mails }) => sum + mails, 0) / messages;
    const perMessage = usageOf(twin, { invocations, lambdaRequests, gbSeconds, fanOut, mails, chunks });
    const idle = plus(...Array.from({ length: twin.consumer === 'mapping' ? fanOut : 1 }, () => idleUsage(twin, { rate, workers })));
    const { mode, ...bill } = monthlyBill(twin, perMessage, idle, rate * MONTH_S);
    const handled = ledger.fates.handled / ledger.sent;
    return [
      {
        ...{ lane: lane.title, mode, ...bill },
        load: { ...loadOf(run, lane), ...{ rate, entranceMs, handlerMs: Math.max(0, consumerMs - providerMsOf(run)) } },
        perMillion: handled > 0 ? bill.perMillion / handled : Number.POSITIVE_INFINITY,
        measured: { invocations: outside ? 0 : invocations, gbSeconds, entranceMs, consumerMs, usage: perMessage },
      },
    ];
  });
}

/** Whether a consumer was invoked: what is refused at the hand-over never is. A call that waits tells its sender what became of the consumer, too. */
const reached = ({ fate, error = '' }: Row, consumer: SimulatedMode['consumer']): boolean =>
  fate !== 'refused' || (consumer === 'function' && /consumer failed|timed out|Timedout/i.test(error));

const billed = (ms: number | undefined): number => (ms === undefined ? 0 : Math.ceil(ms + OVERHEAD_MS));

/** Of one message. */
function usageOf(
  { handOver, consumer }: SimulatedMode,
  {
    invocations,
    lambdaRequests,
    gbSeconds,
    fanOut,
    mails,
    chunks,
  }: Record<'invocations' | 'lambdaRequests' | 'gbSeconds' | 'fanOut' | 'mails' | 'chunks', number>,
): Usage {
  const outside = consumer === 'worker' || consumer === 'short-poll';
  const usage: Usage = {
    lambdaRequests,
    lambdaGbSeconds: gbSeconds,
    outboundGigabytes: (mails * MAIL_BYTES) / 1e9,
  };
  if (handOver === 'publish') usage.snsPublishes = chunks;
  if (handOver === 'put-events') usage.eventBridgeEvents = chunks;
  if (consumer === 'http') usage.snsHttpDeliveries = invocations;
  // a worker deletes ten at a time; a topic's delivery to a queue costs no request of SQS
  const deletes = consumer === 'mapping' ? invocations : outside ? fanOut / 10 : 0;
  const receives = consumer === 'mapping' ? Math.max(invocations, chunks > 1 ? fanOut * chunks : 0) : outside ? fanOut * chunks : 0;
  const sends = handOver === 'send' || handOver === 'send-fifo' ? chunks : 0;
  if (receives + sends > 0) usage[handOver === 'send-fifo' ? 'sqsFifoRequests' : 'sqsRequests'] = sends + receives + deletes;
  return usage;
}

/** What the provider was told to take. */
export const providerMsOf = ({ providerKnobs }: Run): number => providerKnobs?.latencyMs ?? 0;

const loadOf = (run: Run, { settings }: Run['lanes'][number]) => ({
  ...{ providerMs: providerMsOf(run), memoryMb: settings.memoryMb, batchSize: settings.batchSize },
  // on AWS it passes by AWS's clock
  ...{ windowMs: 1000 * settings.batchWindowS, workers: settings.workers },
});

/** As tables and sentences print it. */
export const dollarsText = (usd: number): string =>
  !Number.isFinite(usd) ? '–' : usd < 100 ? usd.toFixed(2) : Math.round(usd).toLocaleString('en');

/** The oldest of the prices' dates, and whether any was only recalled. */
export const pricesFrom = (costs: readonly LaneCost[]): string => {
  const dates = costs.flatMap(({ lines }) => lines.map(({ asOf }) => asOf));
  const known = dates.filter((date) => date !== 'recalled').sort();
  const recalled = dates.length > known.length ? ', some from memory' : '';
  return `List prices of ${priceList.region}, the oldest of ${known[0] ?? 'an unknown date'}${recalled}`;
};
