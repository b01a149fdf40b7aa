import { requiredEnv } from '../../shared/env.ts';
import { stepStore } from '../../shared/saga/step-store.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import type { ShipDeps } from './core.ts';

const api = requiredEnv('CARRIER_API_URL');
/** The lane's, not the order's: which lane an order came by is decided by the topic's filters. */
const express = requiredEnv('SHIP_EXPRESS') === 'true';

export const realDeps: Omit<ShipDeps, 'tell'> = {
  store: stepStore(requiredEnv('DISPATCHES_TABLE_NAME')),
  book: ({ orderId, item, instructions }) =>
    thirdPartyPost(`${api}/shipments`, { orderId, item, express, instructions }, `ship-${orderId}`),
  async cancel(orderId, id) {
    const answer = await thirdPartyPost(`${api}/cancellations`, { id, reason: `order ${orderId} is refused` }, `cancel-${orderId}`);
    if ('refused' in answer) throw new Error(`The shipment ${id} of order ${orderId} can't be cancelled: ${answer.refused}`);
  },
};
