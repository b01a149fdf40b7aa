import type { Order } from '../../functions/orders/order-store.ts';
import type { Undoable } from '../../third-party/shared/undo.ts';
import type { Lab } from '../lab/lab.ts';
import { doneFor, type Shelf } from './orders.ts';

/** What was done outside for some orders, and what of it stands. */
interface Effects {
  made: number;
  /** Different orders among them. */
  orders: number;
  standing: number;
  /** Exactly the confirmed orders' stand, and none was taken back twice. */
  right: boolean;
}

/** Everything that must add up, counted where it was done: at the third parties, and on the shelf. */
export interface Balance {
  confirmed: number;
  charges: Effects;
  shipments: Effects;
  stock: { delivered: number; available: number; reserved: number; sold: number; adds: boolean };
}

export async function balance(lab: Lab, orders: readonly Order[], { delivered }: Shelf): Promise<Balance> {
  const confirmed = new Set(orders.filter(({ status }) => status === 'confirmed').map(({ orderId }) => orderId));
  const sum = { delivered: 0, available: 0, reserved: 0, sold: 0 };
  for (const [item, quantity] of Object.entries(delivered)) {
    const { body } = await lab.ask(`${lab.output('StockUrl')}?item=${item}`);
    sum.delivered += quantity;
    for (const part of ['available', 'reserved', 'sold'] as const) sum[part] += Number(body[part]);
  }
  return {
    confirmed: confirmed.size,
    charges: effects(doneFor(await lab.thirdParties.payment.list(), orders), confirmed),
    shipments: effects(doneFor(await lab.thirdParties.carrier.list(), orders), confirmed),
    stock: { ...sum, adds: sum.delivered === sum.available + sum.reserved + sum.sold },
  };
}

/** Whether compensation has come to its end. */
export const isSettled = ({ charges, shipments, stock, confirmed }: Balance) =>
  charges.right && shipments.right && stock.reserved === 0 && stock.sold === confirmed;

/** Of all that was made for these orders, what stands; right when it is what the confirmed ones need. */
export function effects(made: readonly (Undoable & { orderId: string })[], confirmed: ReadonlySet<string>): Effects {
  const standing = made.filter(({ undone }) => undone.length === 0);
  return {
    made: made.length,
    orders: new Set(made.map(({ orderId }) => orderId)).size,
    standing: standing.length,
    right:
      standing.length === confirmed.size &&
      standing.every(({ orderId }) => confirmed.has(orderId)) &&
      made.every(({ undone }) => undone.length <= 1),
  };
}

/** "3 confirmed, 1 refused". */
export function counts<T>(things: readonly T[], kind: (thing: T) => string): string {
  const found = new Map<string, number>();
  for (const thing of things) found.set(kind(thing), (found.get(kind(thing)) ?? 0) + 1);
  return [...found].map(([name, n]) => `${n} ${name}`).join(', ');
}
