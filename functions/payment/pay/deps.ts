import { requiredEnv } from '../../shared/env.ts';
import { stepStore } from '../../shared/saga/step-store.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import type { PayDeps } from './core.ts';

const api = requiredEnv('PAYMENT_API_URL');

/** The keys are made of the order's id: whoever asks again, for whatever reason, asks for the same charge. */
export const realDeps: Omit<PayDeps, 'tell'> = {
  store: stepStore(requiredEnv('PAYMENTS_TABLE_NAME')),
  charge: ({ orderId, price, card }) => thirdPartyPost(`${api}/charges`, { orderId, amount: price, card }, `charge-${orderId}`),
  async refund(orderId, id) {
    const answer = await thirdPartyPost(`${api}/refunds`, { id, reason: `order ${orderId} is refused` }, `refund-${orderId}`);
    if ('refused' in answer) throw new Error(`The charge ${id} of order ${orderId} can't be given back: ${answer.refused}`);
  },
};
