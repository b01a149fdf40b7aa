import { queueHandler } from '../../shared/queue-handler.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { begin, findReservation, move, take } from '../stock-store.ts';
import { reserveFor } from './core.ts';

const deps = { begin, findReservation, move, take, tell: (orderId: string) => tellOrders('inventory', orderId) };

/** Orders' events, from inventory's own queue. */
export const handler = queueHandler((record) => reserveFor(record.body, deps));
