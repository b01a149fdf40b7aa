import type * as z from 'zod';
import { requiredEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { outboxHandler } from '../outbox/outbox-handler.ts';
import { putEvent } from '../outbox/put-event.ts';
import { fromOutbox } from '../outbox/send-out.ts';

/** What every message of a change says of itself. */
interface Change {
  type: string;
  userId: string;
  revision: number;
  date: string;
}

/** The outbox of a revised table: tells the bus of changes, as events of one source. */
export function changesHandler<T extends Change>(source: string, schema: z.ZodType<T>) {
  const bus = requiredEnv('CHANGES_BUS_NAME');
  return outboxHandler<T>({
    messageOf: fromOutbox(schema),
    async publish(change) {
      await putEvent(bus, source, change);
      logger.info('published', { hop: 'published', correlation_id: change.userId, type: change.type, revision: change.revision });
    },
  });
}
