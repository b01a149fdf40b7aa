import { type Revised, revisedStore } from '../shared/changes/revised-store.ts';
import type { User, UserChanged } from './profile-messages.ts';

const changed = ({ revision, date, data }: Revised<User>): UserChanged => ({
  ...{ type: 'UserChanged', version: 1, userId: data.userId, revision, date, user: data },
});

export const profiles = revisedStore<User>('PROFILES_TABLE_NAME', changed);
