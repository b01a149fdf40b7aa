import { type Item, priceList, type Usage } from '../../cost/price-list.ts';
import type { LaneCost } from './cost.ts';

/** What a bill is made of, as columns of a table. */
const PARTS: readonly { title: string; items: readonly Item[] }[] = [
  { title: 'Lambda requests', items: ['lambdaRequests'] },
  { title: 'GB-s', items: ['lambdaGbSeconds'] },
  { title: 'queues, topics', items: ['sqsRequests', 'sqsFifoRequests', 'snsPublishes', 'snsHttpDeliveries', 'eventBridgeEvents'] },
  { title: 'bytes out', items: ['outboundGigabytes'] },
  { title: 'processes', items: ['workerHours'] },
];

const TITLES: Partial<Record<Item, string>> = {
  lambdaRequests: 'requests of Lambda',
  lambdaGbSeconds: 'GB-s',
  sqsRequests: 'requests of SQS',
  sqsFifoRequests: 'requests of SQS FIFO',
  snsPublishes: 'publishes',
  snsHttpDeliveries: 'HTTP deliveries of SNS',
  eventBridgeEvents: 'events',
  outboundGigabytes: 'GB out',
  workerHours: 'hours of a process',
};

/** Of a lane's dollars a million messages, those for these things. */
export function paidFor({ lines, perMonth, perMillion }: LaneCost, items: readonly Item[]): number {
  const usd = lines.reduce((sum, line) => sum + (items.includes(line.item) ? line.usd : 0), 0);
  return perMonth > 0 ? (usd / perMonth) * perMillion : 0;
}

/** Dollars a million messages by what they are paid for: the parts add up to `perMillion`. Parts that no lane pays for are left out. */
export function partsOfCosts(costs: readonly LaneCost[]): { title: string; perMillion: number[] }[] {
  return PARTS.map(({ title, items }) => ({
    title,
    perMillion: costs.map((cost) => paidFor(cost, items)),
  })).filter(({ perMillion }) => perMillion.some((usd) => usd > 0));
}

/** What one message uses, entrance and consumer, by the same parts; polls that find nothing and processes are in none. */
export const usedByMessage = ({
  measured: { usage },
}: LaneCost): { requests: number; gbSeconds: number; queues: number; bytesOut: number } => ({
  requests: usage.lambdaRequests ?? 0,
  gbSeconds: usage.lambdaGbSeconds ?? 0,
  queues: (PARTS[2]?.items ?? []).reduce((sum, item) => sum + (usage[item] ?? 0), 0),
  bytesOut: (usage.outboundGigabytes ?? 0) * 1e9,
});

/** The prices that these bills are made with, so that anybody can multiply. */
export function pricesText(costs: readonly LaneCost[]): string {
  const items = [...new Set(costs.flatMap(({ measured, lines }) => [...keysOf(measured.usage), ...lines.map(({ item }) => item)]))];
  return items
    .map((item) => {
      const { usd, per } = priceList.prices[item];
      return `${TITLES[item] ?? item} ${per === 1 ? usd : `${Number(((usd * 1e6) / per).toPrecision(6))} a million`}`;
    })
    .join(', ');
}

const keysOf = (usage: Usage) => Object.keys(usage) as Item[];
