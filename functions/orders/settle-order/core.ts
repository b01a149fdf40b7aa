import { type OrderEvent, type OrderStep, PARTS, stepSchema } from '../messages.ts';
import type { Order } from '../order-store.ts';

export interface SettleOrderDeps {
  noteStep(step: OrderStep, at: string): Promise<Order | undefined>;
  endOrder(orderId: string, status: 'confirmed' | 'refused', message: OrderEvent, reason?: string): Promise<void>;
  now(): number;
}

/**
 * Notes what a service made of its part, and ends the order when that decides it: confirmed once all have done theirs, refused as soon as
 * one can't. Services that did theirs hear of the refusal and undo it. Steps may come twice and in any order.
 */
export async function settleOrder(body: string, deps: SettleOrderDeps): Promise<void> {
  const step = stepSchema.parse(JSON.parse(body));
  const date = new Date(deps.now()).toISOString();
  const order = await deps.noteStep(step, date);
  if (order === undefined) throw new Error(`There is no order ${step.orderId} to settle`);
  const { orderId, prime, steps } = order;
  const told = { version: 1, orderId, date, prime } as const;
  const no = PARTS.find((part) => steps[part]?.outcome === 'refused');
  if (no !== undefined) {
    const reason = `${no}: ${steps[no]?.reason ?? 'refused'}`;
    await deps.endOrder(orderId, 'refused', { type: 'OrderRefused', ...told, reason }, reason);
  } else if (PARTS.every((part) => steps[part]?.outcome === 'done')) {
    await deps.endOrder(orderId, 'confirmed', { type: 'OrderConfirmed', ...told });
  }
}
