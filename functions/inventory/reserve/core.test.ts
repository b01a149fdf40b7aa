import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderEvent } from '../../orders/messages.ts';
import type { Reservation } from '../stock-store.ts';
import { type ReserveDeps, reserve } from './core.ts';

function shelf(available: number) {
  const stock = { available, reserved: 0, sold: 0 };
  const orders = new Map<string, Reservation>();
  const deps: ReserveDeps = {
    findReservation: async (orderId) => orders.get(orderId),
    async begin(orderId, reservation) {
      if (orders.has(orderId)) return false;
      orders.set(orderId, reservation);
      return true;
    },
    async take(orderId, item, quantity) {
      if (orders.has(orderId)) return 'known';
      if (stock.available < quantity) return 'too few';
      orders.set(orderId, { status: 'reserved', item, quantity });
      stock.available -= quantity;
      stock.reserved += quantity;
      return 'taken';
    },
    async move(orderId, { quantity = 0 }, to) {
      const held = orders.get(orderId);
      if (held?.status !== 'reserved') return false;
      orders.set(orderId, { ...held, status: to });
      stock.reserved -= quantity;
      stock[to === 'sold' ? 'sold' : 'available'] += quantity;
      return true;
    },
    tell: () => async () => {},
  };
  return { stock, orders, deps };
}

const told = { version: 1, date: '2030-01-01T00:00:00.000Z', prime: false } as const;
const purchased = (orderId: string, quantity: number): OrderEvent => ({
  ...{ type: 'PurchasedItemOnWebsite', ...told, orderId, item: 'lamp', quantity, user: 'u', price: 1, instructions: '', card: 'tok' },
});
const refused = (orderId: string): OrderEvent => ({ type: 'OrderRefused', ...told, orderId, reason: 'payment' });

it('leaks no stock, in whatever order purchases and refusals come and however often', async () => {
  const message = fc.record({ order: fc.integer({ min: 0, max: 4 }), refusal: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 30 }), fc.integer({ min: 0, max: 8 }), async (messages, delivered) => {
      const { stock, orders, deps } = shelf(delivered);
      for (const { order, refusal } of messages)
        await reserve(refusal ? refused(`o${order}`) : purchased(`o${order}`, 1 + (order % 3)), deps);
      expect(stock.available + stock.reserved + stock.sold).toBe(delivered);
      const held = [...orders.values()].filter(({ status }) => status === 'reserved');
      expect(stock.reserved).toBe(held.reduce((sum, { quantity = 0 }) => sum + quantity, 0));
      for (const { order, refusal } of messages) if (refusal) expect(orders.get(`o${order}`)?.status).not.toBe('reserved');
    }),
  );
});

it('sells what is confirmed, once, and says so when a confirmed order has nothing held', async () => {
  const { stock, deps } = shelf(3);
  await reserve(purchased('o', 2), deps);
  const confirmed: OrderEvent = { type: 'OrderConfirmed', ...told, orderId: 'o' };
  await reserve(confirmed, deps);
  await reserve(confirmed, deps);
  expect(stock).toEqual({ available: 1, reserved: 0, sold: 2 });
  await expect(reserve({ ...confirmed, orderId: 'x' }, deps)).rejects.toThrow('not reserved');
});
