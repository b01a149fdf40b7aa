import { logger } from '../../shared/logger.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { givePoints } from '../points-store.ts';
import { award } from './core.ts';

/** Purchases from Orders' bus, by way of loyalty's own queue. */
export const handler = queueHandler((record) =>
  award(record.body, { givePoints, log: (line, detail) => logger.info(line, { hop: line, ...detail }) }),
);
