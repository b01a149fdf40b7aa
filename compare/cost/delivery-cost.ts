import type { SimulatedMode } from '../simulate/mode.ts';
import { type Item, priceList, type Usage, usd } from './price-list.ts';

/** What the cost of a delivery depends on. */
export interface DeliveryLoad {
  /** Shares a second. */
  rate: number;
  /** What the provider takes, which is what the consumer waits for. */
  providerMs: number;
  /** Fixed part of an invocation. */
  handlerMs: number;
  /** Of the function that takes the share, 0 to leave it out. */
  entranceMs: number;
  memoryMb: number;
  batchSize: number;
  windowMs: number;
  /** Processes outside Lambda, at least; more where the rate needs them. */
  workers: number;
}

export const MONTH_S = 30 * 24 * 3600;
/** A mail as JSON with headers and TLS, on its way out of AWS: assumed. */
export const MAIL_BYTES = 4000;
/** A long poll lasts so long at most, and five are open from the start. */
const LONG_POLL_S = 20;
const POLLERS = 5;

/**
 * Messages a batch: those that come to a poller while it gathers beside four others, or, without a window, while the pollers that there
 * are, 1,250 at most, are all busy. At rest it is one: batches are what a queue does under load.
 */
export function meanBatch({ rate, batchSize, windowMs, providerMs, handlerMs }: DeliveryLoad): number {
  const gathered = 1 + (rate * windowMs) / 1000 / POLLERS;
  const queued = (rate * (handlerMs + providerMs)) / 1000 / 1250;
  return Math.min(batchSize, Math.max(gathered, queued, 1));
}

/** Receives that find nothing, a second: a poll comes back empty when no message came its way while it was open. */
export const emptyReceives = (rate: number, polls: number, everyS: number): number => (polls / everyS) * Math.exp((-rate * everyS) / polls);

/** What one share uses in a mode, without retries. */
export function usagePerShare(mode: SimulatedMode, load: DeliveryLoad): Usage {
  const { providerMs, handlerMs, entranceMs, memoryMb } = load;
  const gb = memoryMb / 1024;
  const consumerMs = handlerMs + providerMs;
  const waits = mode.handOver === 'invoke' ? consumerMs : 0;
  const batch = mode.consumer === 'mapping' ? meanBatch(load) : 1;
  const inLambda = mode.consumer !== 'worker' && mode.consumer !== 'short-poll';
  const entrance = entranceMs > 0 ? 1 : 0;
  const usage: Usage = {
    lambdaRequests: entrance + (inLambda ? 1 / batch : 0),
    // a batch is handled side by side: its messages share one invocation's time
    lambdaGbSeconds: (gb * ((entrance ? entranceMs : 0) + waits + (inLambda ? consumerMs / batch : 0))) / 1000,
    outboundGigabytes: MAIL_BYTES / 1e9,
  };
  if (mode.handOver === 'publish') usage.snsPublishes = 1;
  if (mode.handOver === 'put-events') usage.eventBridgeEvents = 1;
  if (mode.consumer === 'http') usage.snsHttpDeliveries = 1;
  const receives = inLambda ? 1 / batch + 1 / batch : 1 + 1 / 10;
  // a topic's delivery to a queue costs no request of SQS
  if (mode.handOver === 'send-fifo') usage.sqsFifoRequests = 1 + receives;
  else if (inQueue(mode)) usage.sqsRequests = (mode.handOver === 'send' ? 1 : 0) + receives;
  return usage;
}

const inQueue = ({ consumer }: SimulatedMode) => consumer === 'mapping' || consumer === 'worker' || consumer === 'short-poll';

/** What is paid for in a month whatever comes: polls that find nothing, and processes that wait. */
export function idleUsage(mode: SimulatedMode, { rate, workers }: Pick<DeliveryLoad, 'rate' | 'workers'>): Usage {
  const item = mode.handOver === 'send-fifo' ? 'sqsFifoRequests' : 'sqsRequests';
  if (mode.consumer === 'mapping') return { [item]: MONTH_S * emptyReceives(rate, POLLERS, LONG_POLL_S) };
  if (mode.consumer === 'worker')
    return { [item]: MONTH_S * emptyReceives(rate, workers, LONG_POLL_S), workerHours: (workers * MONTH_S) / 3600 };
  if (mode.consumer === 'short-poll') return { [item]: MONTH_S * emptyReceives(rate, workers, 1), workerHours: (workers * MONTH_S) / 3600 };
  return {};
}

/** What AWS gives away each month, for as long as the account lives. SNS's and EventBridge's are recalled. */
const FREE: Usage = {
  lambdaRequests: 1e6,
  lambdaGbSeconds: 400_000,
  sqsRequests: 1e6,
  snsPublishes: 1e6,
  snsHttpDeliveries: 100_000,
  outboundGigabytes: 100,
};

export interface DeliveryCost {
  mode: string;
  /** Dollars a million shares at this rate, idle part included. */
  perMillion: number;
  perMonth: number;
  /** Of the month, whatever comes. */
  idlePerMonth: number;
  /** Dollars a month, line by line. */
  lines: { item: Item; count: number; usd: number; asOf: string }[];
}

/** Messages that a worker handles at once (workers/send-share-email.ts). */
const WORKER_CONCURRENCY = 4;

/** As many as there are, and as many as the rate needs. */
const workersFor = ({ rate, providerMs, handlerMs, workers }: DeliveryLoad) =>
  Math.max(workers, Math.ceil((rate * (providerMs + handlerMs)) / 1000 / WORKER_CONCURRENCY));

/** The bill of a month at a steady rate. */
export function deliveryCost(mode: SimulatedMode, load: DeliveryLoad, { freeTier = false } = {}): DeliveryCost {
  const shares = load.rate * MONTH_S;
  return monthlyBill(mode, usagePerShare(mode, load), idleUsage(mode, { rate: load.rate, workers: workersFor(load) }), shares, freeTier);
}

/** The same, of what was counted. */
export function monthlyBill({ name }: SimulatedMode, perShare: Usage, idle: Usage, shares: number, freeTier = false): DeliveryCost {
  const items = [...new Set([...Object.keys(perShare), ...Object.keys(idle)])] as Item[];
  const lines = items.map((item) => {
    const used = (perShare[item] ?? 0) * shares + (idle[item] ?? 0);
    const count = Math.max(0, used - (freeTier ? (FREE[item] ?? 0) : 0));
    return { item, count, usd: usd({ [item]: count }), asOf: priceList.prices[item].asOf };
  });
  const perMonth = lines.reduce((sum, line) => sum + line.usd, 0);
  return {
    mode: name,
    perMonth,
    perMillion: shares > 0 ? (perMonth / shares) * 1e6 : 0,
    idlePerMonth: usd(idle),
    lines: lines.filter(({ usd }) => usd > 0),
  };
}
