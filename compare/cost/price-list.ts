import { readFileSync } from 'node:fs';

export interface Price {
  usd: number;
  /** That many of it cost `usd`. */
  per: number;
  /** Month of the figure, or "recalled": from memory, to be checked. */
  asOf: string;
  source: string;
}

/** Something larger than `firstKb` is billed as another request for each `furtherKb`, begun ones included. */
export interface RequestSize {
  firstKb: number;
  furtherKb: number;
  asOf: string;
  source: string;
}

interface PriceList<Item extends string> {
  region: string;
  note: string;
  /** Of messages of queues, topics and buses, and of Lambda's asynchronous events. */
  requestSizes: Record<'message' | 'asyncEvent', RequestSize>;
  prices: Record<Item, Price>;
}

const ITEMS = [
  'sqsRequests',
  'snsPublishes',
  'lambdaRequests',
  'lambdaGbSeconds',
  'dynamodbWrites',
  'dynamodbReads',
  's3Gets',
  'logGigabytes',
  'alarmMonths',
  'kmsKeyMonths',
  'tracesRecorded',
  'sqsFifoRequests',
  'snsHttpDeliveries',
  'eventBridgeEvents',
  'workerHours',
  'outboundGigabytes',
] as const;

export type Item = (typeof ITEMS)[number];

/** The one place with prices in it, each with its date and source. */
export const priceList = JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8')) as PriceList<Item>;

/** How many requests so many bytes are billed as. */
export function requestsOf(what: keyof typeof priceList.requestSizes, bytes: number): number {
  const { firstKb, furtherKb } = priceList.requestSizes[what];
  return 1 + Math.max(0, Math.ceil((bytes / 1024 - firstKb) / furtherKb));
}

/** So many of each thing. */
export type Usage = Partial<Record<Item, number>>;

export const usd = (usage: Usage): number =>
  Object.entries(usage).reduce((sum, [item, count]) => {
    const price = priceList.prices[item as Item];
    return sum + (count * price.usd) / price.per;
  }, 0);

/** Usage of both. */
export function plus(...all: Usage[]): Usage {
  const sum: Usage = {};
  for (const usage of all) for (const [item, count] of Object.entries(usage)) sum[item as Item] = (sum[item as Item] ?? 0) + count;
  return sum;
}
