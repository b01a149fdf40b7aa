import type { Order } from '../../functions/orders/order-store.ts';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { chooseOrder, confirm, doneFor, fillShelf, firstOrder, ordersWhen, PATIENCE_S, queuesOf } from './orders.ts';

/** What the carrier takes for an answer, in real milliseconds. */
const SLOW_MS = 800;

/** One message, four who hear of it: analytics is broken, dispatch slow, and nobody else notices. */
export async function fanOut(lab: Lab): Promise<void> {
  const { payment, carrier, insights } = lab.thirdParties;
  const { count, errorRate, seed } = lab.options;
  const shelf = await fillShelf(lab);
  const first = await firstOrder(lab, shelf);
  await lab.until('analytics has the first order', PATIENCE_S, async () => doneFor(await insights.list(), [first]).length === 1);
  await insights.setKnobs({ down: true });
  await carrier.setKnobs({ latencyMs: SLOW_MS, errorRate, seed });
  lab.say(`${counted(count, 'person buys', 'people buy')}; analytics is broken meanwhile, and the carrier takes ${SLOW_MS} ms an answer`);
  const bought = await loadWithFaults(lab, { party: payment, victim: 'PublishOrderEvents' }, async (index) => {
    const order = chooseOrder(lab, shelf, index, { good: true });
    return { ...order, answer: await confirm(lab, order) };
  });
  const accepted = bought.filter(({ answer }) => answer.status === 202);
  const waited = median(bought.map(({ answer }) => answer.tookMs)).toFixed(0);
  lab.promise(
    'the answer comes at once',
    accepted.length === count,
    `${accepted.length} of ${count} accepted, after ${waited} ms (median)`,
  );

  const queues = queuesOf(lab).filter((url) => url !== lab.output('AnalyticsQueueUrl'));
  const { found: orders } = await untilRedriven(
    lab,
    queues,
    'every order is confirmed',
    PATIENCE_S,
    ordersWhen(lab, accepted, ({ status }) => status === 'confirmed'),
  );
  const took = (part: 'payment' | 'inventory' | 'dispatch') => after(orders, part);
  lab.say(`after the order (medians): stock is held in ${took('inventory')}, paid in ${took('payment')}, booked in ${took('dispatch')}`);
  const early = doneFor(await insights.list(), accepted).length;
  lab.promise(
    'a broken subscriber touches no other',
    early === 0 && orders.length === accepted.length,
    `${counted(orders.length, 'order')} done while analytics counted ${early}`,
  );
  const charges = doneFor(await payment.list(), accepted);
  const charged = new Set(charges.map(({ orderId }) => orderId)).size;
  lab.promise(
    'each is paid for once',
    charged === orders.length && charges.length === charged,
    `${counted(charges.length, 'charge')} for ${counted(charged, 'order')}`,
  );

  const shipments = doneFor(await carrier.list(), accepted);
  const wrong = shipments.filter(({ orderId, express }) => accepted.find((one) => one.orderId === orderId)?.prime !== express).length;
  const express = shipments.filter((shipment) => shipment.express).length;
  lab.promise(
    'the express lane gets prime orders alone',
    wrong === 0 && shipments.length === accepted.length,
    `${express} express of ${shipments.length} parcels, ${wrong} in the wrong lane`,
  );

  await insights.setKnobs({ down: false, errorRate, seed });
  lab.say('analytics is mended: its queue has kept everything');
  const { found: facts } = await untilRedriven(lab, [lab.output('AnalyticsQueueUrl')], 'analytics has caught up', PATIENCE_S, async () => {
    const known = doneFor(await insights.list(), accepted);
    return known.length >= accepted.length && known;
  });
  const different = new Set(facts.map(({ orderId }) => orderId)).size;
  lab.promise(
    'the broken one catches up, each counted once',
    different === accepted.length && facts.length === different,
    `${counted(different, 'order')} in ${counted(facts.length, 'fact')}`,
  );
}

/** From the order to a part's answer, by the clocks of the functions: real time. */
function after(orders: readonly Order[], part: 'payment' | 'inventory' | 'dispatch'): string {
  const times = orders.map(({ date, steps }) => Date.parse(steps[part]?.at ?? '') - Date.parse(date));
  return `${(median(times) / 1000).toFixed(1)} s`;
}
