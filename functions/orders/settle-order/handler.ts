import { queueHandler } from '../../shared/queue-handler.ts';
import { endOrder, noteStep } from '../order-store.ts';
import { settleOrder } from './core.ts';

/** What payment, inventory and dispatch tell Orders. */
export const handler = queueHandler((record) => settleOrder(record.body, { noteStep, endOrder, now: Date.now }));
