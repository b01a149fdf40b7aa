import * as z from 'zod';
import { type Purchased, purchasedSchema } from '../messages.ts';
import type { Order } from '../order-store.ts';

export const confirmPurchaseSchema = purchasedSchema.pick({ item: true, user: true, price: true, card: true }).extend({
  /** Chosen by the website, so that a click that is repeated is no second order. */
  orderId: z.string().min(1).max(128),
  quantity: purchasedSchema.shape.quantity.default(1),
  prime: z.boolean().default(false),
  instructions: purchasedSchema.shape.instructions.default(''),
});
export type ConfirmPurchaseInput = z.infer<typeof confirmPurchaseSchema>;

export interface ConfirmPurchaseDeps {
  beginOrder(order: Order, message: Purchased): Promise<Order | undefined>;
  now(): number;
}

/** Takes an order down and answers: all the rest happens afterwards, in the services that hear of it. */
export async function confirmPurchase(
  input: ConfirmPurchaseInput,
  deps: ConfirmPurchaseDeps,
): Promise<{ orderId: string; status: string }> {
  const bought = { ...input, date: new Date(deps.now()).toISOString() };
  const known = await deps.beginOrder(
    { ...bought, status: 'pending', steps: {} },
    { type: 'PurchasedItemOnWebsite', version: 1, ...bought },
  );
  return { orderId: input.orderId, status: known?.status ?? 'pending' };
}
