import { queueHandler } from '../../shared/queue-handler.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { payFor } from './core.ts';
import { realDeps } from './deps.ts';

const deps = { ...realDeps, tell: (orderId: string) => tellOrders('payment', orderId) };

/** Orders' events, from payment's own queue. */
export const handler = queueHandler((record) => payFor(record.body, deps));
