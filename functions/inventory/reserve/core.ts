import { type OrderEvent, orderEventSchema, type Purchased } from '../../orders/messages.ts';
import type { Reservation } from '../stock-store.ts';

export interface ReserveDeps {
  findReservation(orderId: string): Promise<Reservation | undefined>;
  begin(orderId: string, reservation: Reservation): Promise<boolean>;
  take(orderId: string, item: string, quantity: number): Promise<'taken' | 'known' | 'too few'>;
  move(orderId: string, reservation: Reservation, to: 'released' | 'sold'): Promise<boolean>;
  tell(orderId: string): (outcome: 'done' | 'refused', reason?: string) => Promise<void>;
}

/** One of Orders' events, as it concerns inventory. They come in any order and more than once. */
export const reserveFor = (body: string, deps: ReserveDeps): Promise<void> => reserve(orderEventSchema.parse(JSON.parse(body)), deps);

export function reserve(event: OrderEvent, deps: ReserveDeps): Promise<void> {
  if (event.type === 'PurchasedItemOnWebsite') return hold(event, deps);
  return end(event.orderId, event.type === 'OrderConfirmed' ? 'sold' : 'released', deps);
}

async function hold({ orderId, item, quantity }: Purchased, deps: ReserveDeps): Promise<void> {
  if ((await deps.take(orderId, item, quantity)) === 'too few') await deps.begin(orderId, { status: 'refused', item, quantity });
  const { status } = (await deps.findReservation(orderId)) ?? {};
  if (status === 'refused') await deps.tell(orderId)('refused', 'OUT_OF_STOCK');
  // where it is released or cancelled already, Orders has decided and wants to hear no more
  else if (status === 'reserved' || status === 'sold') await deps.tell(orderId)('done');
}

async function end(orderId: string, to: 'released' | 'sold', deps: ReserveDeps): Promise<void> {
  // the refusal came first: its tombstone keeps the purchase from taking anything when it comes
  if (to === 'released' && (await deps.begin(orderId, { status: 'cancelled' }))) return;
  const reservation = await deps.findReservation(orderId);
  if (reservation?.status === 'reserved') await deps.move(orderId, reservation, to);
  else if (to === 'sold' && reservation?.status !== 'sold')
    throw new Error(`Order ${orderId} is confirmed, and its stock is ${reservation?.status ?? 'not reserved'}`);
}
