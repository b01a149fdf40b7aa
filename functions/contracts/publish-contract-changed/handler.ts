import { changesHandler } from '../../shared/changes/changes-handler.ts';
import { contractChangedSchema } from '../messages.ts';

/** Fed by the stream of the table Contracts; tells Contracts' own bus. */
export const handler = changesHandler('pushpull.contracts', contractChangedSchema);
