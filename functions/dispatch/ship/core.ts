import { type OrderEvent, orderEventSchema, type Purchased } from '../../orders/messages.ts';
import { cancelStep, doStep, type StepDeps, type StepStore } from '../../shared/saga/step.ts';

export interface ShipDeps {
  store: StepStore;
  book(purchase: Purchased): ReturnType<StepDeps['perform']>;
  cancel(orderId: string, shipmentId: string): Promise<void>;
  tell(orderId: string): StepDeps['tell'];
}

/** One of Orders' events, as it concerns dispatch: a purchase is booked with the carrier, and one that is refused is cancelled there. */
export const shipFor = (body: string, deps: ShipDeps): Promise<void> => ship(orderEventSchema.parse(JSON.parse(body)), deps);

export async function ship(event: OrderEvent, { store, book, cancel, tell }: ShipDeps): Promise<void> {
  const { orderId } = event;
  const takeBack = (shipmentId: string) => cancel(orderId, shipmentId);
  if (event.type === 'PurchasedItemOnWebsite') await doStep(orderId, { store, perform: () => book(event), takeBack, tell: tell(orderId) });
  else if (event.type === 'OrderRefused') await cancelStep(orderId, { store, takeBack });
}
