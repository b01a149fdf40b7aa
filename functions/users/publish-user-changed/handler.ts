import { outboxHandler } from '../../shared/changes/outbox-handler.ts';
import { userChangedSchema } from '../profile-messages.ts';

/** Fed by the stream of the table Profiles; tells the information system's bus. */
export const handler = outboxHandler('pushpull.users', userChangedSchema);
