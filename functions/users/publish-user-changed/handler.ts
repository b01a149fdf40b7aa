import { changesHandler } from '../../shared/changes/changes-handler.ts';
import { userChangedSchema } from '../profile-messages.ts';

/** Fed by the stream of the table Profiles; tells the information system's bus. */
export const handler = changesHandler('pushpull.users', userChangedSchema);
