import { type DeliveryCost, idleUsage, MAIL_BYTES, MONTH_S, monthlyBill } from '../cost/delivery-cost.ts';
import type { Item } from '../cost/price-list.ts';
import { modeOf } from './modes.ts';
import type { Outcome } from './simulate.ts';

/**
 * What a month at this rate would cost, from what the simulation counted: retries, throttles, cold starts and batches as they were.
 * A million are a million mails that are sent: a mode that refuses much is not cheap.
 */
export function bill({ mode: name, settings, sent, fates, usage }: Outcome, freeTier = false): DeliveryCost {
  const mode = modeOf(name);
  const rate = settings.load.rate;
  const perShare = Object.fromEntries(Object.entries(usage).map(([item, count]) => [item, count / Math.max(1, sent)])) as Partial<
    Record<Item, number>
  >;
  const mails = { outboundGigabytes: MAIL_BYTES / 1e9 };
  const cost = monthlyBill(
    mode,
    { ...perShare, ...mails },
    idleUsage(mode, { rate, workers: settings.worker.processes }),
    rate * MONTH_S,
    freeTier,
  );
  return { ...cost, perMillion: fates.handled > 0 ? (cost.perMillion * sent) / fates.handled : Number.POSITIVE_INFINITY };
}
