import type { Order } from '../../functions/orders/order-store.ts';
import { DECLINED_CARD } from '../../third-party/payment/app.ts';
import type { Answer, Lab } from '../lab/lab.ts';

/** Far more than the ladder and a redrive after it take: on a busy machine functions are slow in real time, which virtual time does not wait for. */
export const PATIENCE_S = 4 * 3600;

export interface Bought {
  orderId: string;
  user: string;
  item: string;
  price: number;
  prime: boolean;
  card: string;
}

/** Something to buy: many of the first, one of the second, under names of this run's own. */
export interface Shelf {
  plenty: string;
  scarce: string;
  delivered: Record<string, number>;
}

export async function fillShelf(lab: Lab): Promise<Shelf> {
  const [plenty, scarce] = [lab.unique('lamp'), lab.unique('vase')];
  const delivered = { [plenty]: 1000, [scarce]: 1 };
  for (const [item, quantity] of Object.entries(delivered)) {
    const { status, body } = await lab.ask(`${lab.output('StockUrl')}?item=${item}&delivered=${quantity}`, { method: 'POST' });
    if (status !== 200) throw new Error(`The shelf was not filled: ${status} ${JSON.stringify(body)}`);
  }
  return { plenty, scarce, delivered };
}

/** Every third order is prime, every fourth is paid with a card that is declined, every fifth wants what there is one of. */
export function chooseOrder(lab: Lab, { plenty, scarce }: Shelf, index: number, { good = false } = {}): Bought {
  return {
    orderId: lab.unique('order'),
    user: lab.unique('user'),
    item: !good && index % 5 === 1 ? scarce : plenty,
    price: 1000 + Math.floor(lab.random() * 9000),
    prime: index % 3 === 0,
    card: !good && index % 4 === 3 ? DECLINED_CARD : 'tok_good',
  };
}

/** Where a purchase is confirmed: in nobody's conduct, or in the state machine's. */
export type Entrance = 'ConfirmPurchaseUrl' | 'ConfirmOrchestratedUrl';

export const confirm = (lab: Lab, bought: Bought, entrance: Entrance = 'ConfirmPurchaseUrl'): Promise<Answer> =>
  lab.ask(lab.output(entrance), { method: 'POST', body: { ...bought, instructions: 'leave it with a neighbour' } });

/** An order before the trouble begins: whatever runs for an order runs after it, and can be killed. */
export async function firstOrder(lab: Lab, shelf: Shelf, entrance?: Entrance): Promise<Bought> {
  const first = chooseOrder(lab, shelf, 0, { good: true });
  await confirm(lab, first, entrance);
  await lab.until('the first order is confirmed', PATIENCE_S, async () => (await read(lab, first.orderId))?.status === 'confirmed');
  return first;
}

async function read(lab: Lab, orderId: string): Promise<Order | undefined> {
  const { status, body } = await lab.ask(`${lab.output('GetOrderUrl')}?orderId=${orderId}`);
  return status === 200 ? (body as unknown as Order) : undefined;
}

/** Reads each order until it is as wanted, and not again; all of them in the end. */
export function ordersWhen(lab: Lab, bought: readonly Bought[], wanted: (order: Order) => boolean): () => Promise<Order[] | undefined> {
  const found = new Map<string, Order>();
  return async () => {
    for (const { orderId } of bought) {
      if (found.has(orderId)) continue;
      const order = await read(lab, orderId);
      if (order && wanted(order)) found.set(orderId, order);
    }
    lab.progress(`${found.size} of ${bought.length} orders are that far`);
    return found.size === bought.length ? [...found.values()] : undefined;
  };
}

/** Of all that a third party did, what it did for these orders. */
export function doneFor<T extends { orderId: string }>(done: readonly T[], orders: readonly { orderId: string }[]): T[] {
  const ids = new Set(orders.map(({ orderId }) => orderId));
  return done.filter(({ orderId }) => ids.has(orderId));
}

/** Every queue of a purchase. */
const QUEUES = [
  'OrderStepsQueueUrl',
  'PaymentQueueUrl',
  'InventoryQueueUrl',
  'DispatchQueueUrl',
  'DispatchPrimeQueueUrl',
  'AnalyticsQueueUrl',
];
export const queuesOf = (lab: Lab) => QUEUES.map((name) => lab.output(name));
