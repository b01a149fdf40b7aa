import { queueHandler } from '../../shared/queue-handler.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { shipFor } from './core.ts';
import { realDeps } from './deps.ts';

const deps = { ...realDeps, tell: (orderId: string) => tellOrders('dispatch', orderId) };

/** Orders' events, from dispatch's own queues: one of prime orders, one of all others. */
export const handler = queueHandler((record) => shipFor(record.body, deps));
