import { outboxHandler } from '../../shared/changes/outbox-handler.ts';
import { contractChangedSchema } from '../messages.ts';

/** Fed by the stream of the table Contracts; tells Contracts' own bus. */
export const handler = outboxHandler('pushpull.contracts', contractChangedSchema);
