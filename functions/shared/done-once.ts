import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from './clients/dynamodb.ts';
import type { ThirdPartyAnswer } from './third-party-post.ts';

export interface DoneOnce {
  answer: ThirdPartyAnswer;
  /** An earlier attempt had done it. */
  duplicate: boolean;
}

/** What a service has had done, by the business's own id, in the service's own table. */
export interface DoneStore {
  find(id: string): Promise<ThirdPartyAnswer | undefined>;
  note(id: string, answer: ThirdPartyAnswer): Promise<void>;
}

/**
 * Has something done unless it is written down as done, and writes it down afterwards. A process may die between the two: then it is
 * asked for again, and it is the third party that knows its own idempotency key. Neither half is enough: without the note every late
 * duplicate would bother the third party, without the key a crash would have it done twice.
 */
export async function doneOnce(id: string, store: DoneStore, perform: () => Promise<ThirdPartyAnswer>): Promise<DoneOnce> {
  const before = await store.find(id);
  if (before !== undefined) return { answer: before, duplicate: true };
  const answer = await perform();
  await store.note(id, answer);
  return { answer, duplicate: false };
}

export const doneStore = (TableName: string): DoneStore => ({
  async find(id) {
    const { Item } = await documents.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
    return Item?.answer as ThirdPartyAnswer | undefined;
  },
  async note(id, answer) {
    await documents.send(new PutCommand({ TableName, Item: { id, answer, at: new Date().toISOString() } }));
  },
});
