import * as z from 'zod';
import { type ContractChanged, contractChangedSchema } from '../contracts/messages.ts';
import { type UserChanged, userChangedSchema } from '../users/profile-messages.ts';

/** The services whose truth the read model repeats. */
export const SOURCES = ['users', 'contracts'] as const;
export type Source = (typeof SOURCES)[number];

export const changeSchema = z.discriminatedUnion('type', [userChangedSchema, contractChangedSchema]);
export type AnyChange = UserChanged | ContractChanged;

/** An entry of the read model: what a source said of a user, as of which of its revisions. */
export interface ModelEntry {
  source: Source;
  userId: string;
  revision: number;
  date: string;
  data: UserChanged['user'] | ContractChanged['contract'];
}

export function entryOf(change: AnyChange): ModelEntry {
  const { userId, revision, date } = change;
  return change.type === 'UserChanged'
    ? { source: 'users', userId, revision, date, data: change.user }
    : { source: 'contracts', userId, revision, date, data: change.contract };
}
