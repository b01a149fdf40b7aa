import { queueHandler } from '../../shared/queue-handler.ts';
import { store } from '../callback-store.ts';
import { queueDelivery } from '../queues.ts';
import { fanOutCallbacks } from './core.ts';

/** Users' outcomes, by way of the topic ShareDeliveries and a queue of our own. */
export const handler = queueHandler(({ body }) => fanOutCallbacks(body, { store, queue: queueDelivery, now: Date.now }));
