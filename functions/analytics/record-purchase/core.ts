import { purchasedSchema } from '../../orders/messages.ts';
import type { ThirdPartyAnswer } from '../../shared/third-party-post.ts';

export interface Fact {
  orderId: string;
  item: string;
  price: number;
  date: string;
}

/** Hands a purchase on to those who make figures of it; the order's id is the key, so that none counts twice. */
export async function recordPurchase(body: string, post: (fact: Fact, idempotencyKey: string) => Promise<ThirdPartyAnswer>): Promise<void> {
  const { orderId, item, price, date } = purchasedSchema.parse(JSON.parse(body));
  const answer = await post({ orderId, item, price, date }, `fact-${orderId}`);
  if ('refused' in answer) throw new Error(`The fact of order ${orderId} was refused: ${answer.refused}`);
}
