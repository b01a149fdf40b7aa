import type { Order } from '../../functions/orders/order-store.ts';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { faultsOf, loadWithFaults } from '../lab/load.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { balance, counts, isSettled } from './balance.ts';
import {
  type Bought,
  chooseOrder,
  confirm,
  type Entrance,
  fillShelf,
  firstOrder,
  ordersWhen,
  PATIENCE_S,
  queuesOf,
  type Shelf,
} from './orders.ts';
import { refusalFirst } from './refusal-first.ts';

/** Every third buyer clicks twice. */
const CLICKS = (index: number) => (index % 3 === 0 ? 2 : 1);

/** Payment, inventory and dispatch each do their part on their own; where one can't, the others undo theirs. Nobody conducts. */
export async function saga(lab: Lab): Promise<void> {
  const shelf = await buyAndBalance(lab, 'ConfirmPurchaseUrl', 'PushpullPayment-PayFunction');
  await refusalFirst(lab, shelf);
}

/** The same, conducted by a state machine: it calls each, and has all undone at the first no. */
export async function orchestrated(lab: Lab): Promise<void> {
  await buyAndBalance(lab, 'ConfirmOrchestratedUrl', 'PushpullPayment-PayDirect');
}

async function buyAndBalance(lab: Lab, entrance: Entrance, victim: string): Promise<Shelf> {
  const { payment, carrier, insights } = lab.thirdParties;
  const { count, errorRate, seed } = lab.options;
  const shelf = await fillShelf(lab);
  const first = await firstOrder(lab, shelf, entrance);
  await carrier.setKnobs({ errorRate, seed });
  await insights.setKnobs({ errorRate, seed });
  lab.say('one person buys while all is well');
  lab.say(`${counted(count, 'person buys', 'people buy')}, some with cards that are declined, some what there is one of; some click twice`);
  lab.say(`the payment provider ${faultsOf(lab)}`);
  const bought = await loadWithFaults(lab, { party: payment, victim }, async (index) => {
    const order = chooseOrder(lab, shelf, index);
    const answers = await Promise.all(Array.from({ length: CLICKS(index) }, () => confirm(lab, order, entrance)));
    return { ...order, accepted: answers.every(({ status }) => status === 202) };
  });
  const all: Bought[] = [first, ...bought.filter(({ accepted }) => accepted)];
  const { found: orders } = await untilRedriven(
    lab,
    queuesOf(lab),
    'every order has ended',
    PATIENCE_S,
    ordersWhen(lab, all, ({ status }) => status !== 'pending'),
  );
  lab.say(`${counts(orders, ({ status }) => status)}; ${reasons(orders)}`);
  const inTheEnd = await untilRedriven(lab, queuesOf(lab), 'what was done for refused orders is undone', PATIENCE_S, async () => {
    const sheet = await balance(lab, orders, shelf);
    return isSettled(sheet) && sheet;
  }).catch(() => undefined);
  const { charges, shipments, stock, confirmed } = inTheEnd?.found ?? (await balance(lab, orders, shelf));

  lab.promise('every order ends, confirmed or refused', orders.length === count + 1, `${orders.length} of ${count + 1}`);
  const twice = charges.made - charges.orders;
  lab.promise(
    'nobody pays twice, and two clicks are one order',
    twice === 0,
    `${counted(charges.made, 'charge')} for ${counted(charges.orders, 'order')}`,
  );
  lab.promise(
    'charges that stand are of confirmed orders',
    charges.right && charges.standing === confirmed,
    `${charges.standing} of ${charges.made} stand, ${counted(confirmed, 'order')} confirmed`,
  );
  const declined = all.filter(({ card }) => card === 'tok_declined').map(({ orderId }) => orderId);
  const sold = orders.filter(({ orderId, status }) => declined.includes(orderId) && status === 'confirmed').length;
  lab.promise('a declined card confirms nothing', sold === 0, `${declined.length} declined, ${sold} confirmed all the same`);
  lab.promise(
    'no stock leaks',
    stock.adds && stock.reserved === 0 && stock.sold === confirmed,
    `${stock.delivered} in = ${stock.available} on the shelf + ${stock.reserved} held + ${stock.sold} sold`,
  );
  lab.promise(
    'parcels that stand are of confirmed orders',
    shipments.right && shipments.standing === confirmed,
    `${shipments.standing} of ${shipments.made} stand`,
  );
  return shelf;
}

const reasons = (orders: readonly Order[]) =>
  `why refused: ${
    counts(
      orders.flatMap(({ reason }) => reason ?? []),
      (reason) => reason,
    ) || 'none'
  }`;
