import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OrderEvent, type OrderStep, PARTS } from '../messages.ts';
import type { Order } from '../order-store.ts';
import { settleOrder } from './core.ts';

function memory() {
  const order: Order = {
    ...{ orderId: 'o', item: 'lamp', quantity: 1, date: '2030-01-01T00:00:00.000Z', user: 'u', price: 100, prime: true },
    ...{ instructions: '', card: 'tok', status: 'pending', steps: {} },
  };
  const sent: OrderEvent[] = [];
  return {
    order,
    sent,
    deps: {
      async noteStep({ orderId, part, outcome, reason }: OrderStep, at: string) {
        if (orderId !== order.orderId) return undefined;
        order.steps[part] ??= { outcome, at, ...(reason ? { reason } : {}) };
        return order;
      },
      async endOrder(_orderId: string, status: 'confirmed' | 'refused', message: OrderEvent) {
        if (order.status !== 'pending') return;
        order.status = status;
        sent.push(message);
      },
      now: () => 0,
    },
  };
}
const step = (part: OrderStep['part'], outcome: OrderStep['outcome']) =>
  JSON.stringify({ type: 'OrderStep', version: 1, orderId: 'o', part, outcome });

describe('an order', () => {
  it('ends once, and the same way in whatever order and however often its parts answer', async () => {
    const outcomes = fc.record({
      payment: fc.constantFrom('done', 'refused'),
      inventory: fc.constantFrom('done', 'refused'),
      dispatch: fc.constantFrom('done', 'refused'),
    }) as fc.Arbitrary<Record<OrderStep['part'], OrderStep['outcome']>>;
    const order = fc.shuffledSubarray([...PARTS, ...PARTS], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(outcomes, order, async (said, parts) => {
        const { order: kept, sent, deps } = memory();
        for (const part of parts) await settleOrder(step(part, said[part]), deps);
        const all = PARTS.every((part) => said[part] === 'done');
        expect(kept.status).toBe(all ? 'confirmed' : 'refused');
        expect(sent.map(({ type }) => type)).toEqual([all ? 'OrderConfirmed' : 'OrderRefused']);
      }),
    );
  });

  it('stays pending while a part is silent, and is missed when nobody made it', async () => {
    const { order, deps } = memory();
    await settleOrder(step('payment', 'done'), deps);
    await settleOrder(step('inventory', 'done'), deps);
    expect(order.status).toBe('pending');
    await expect(settleOrder(step('payment', 'done').replace('"o"', '"x"'), deps)).rejects.toThrow('no order x');
  });
});
