import { type OrderEvent, orderEventSchema, type Purchased } from '../../orders/messages.ts';
import { cancelStep, doStep, type StepDeps, type StepStore } from '../../shared/saga/step.ts';

export interface PayDeps {
  store: StepStore;
  charge(purchase: Purchased): ReturnType<StepDeps['perform']>;
  refund(orderId: string, chargeId: string): Promise<void>;
  tell(orderId: string): StepDeps['tell'];
}

/** One of Orders' events, as it concerns payment: a purchase is paid for, and one that is refused is given back. */
export const payFor = (body: string, deps: PayDeps): Promise<void> => pay(orderEventSchema.parse(JSON.parse(body)), deps);

export async function pay(event: OrderEvent, { store, charge, refund, tell }: PayDeps): Promise<void> {
  const { orderId } = event;
  const takeBack = (chargeId: string) => refund(orderId, chargeId);
  if (event.type === 'PurchasedItemOnWebsite')
    await doStep(orderId, { store, perform: () => charge(event), takeBack, tell: tell(orderId) });
  else if (event.type === 'OrderRefused') await cancelStep(orderId, { store, takeBack });
}
