import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '../../errors.ts';
import { emptyBatch, entryIdsNotDistinct, invalidBatchEntryId, missingParameter, tooManyEntries } from '../errors.ts';

interface Entry {
  Id: string | undefined;
}

/** Checks a batch as a whole: 1 to 10 entries with ids of their own. */
export function checkBatch(entries: readonly Entry[] | undefined, kind: string) {
  if (!entries || entries.length === 0) throw emptyBatch(kind);
  if (entries.length > 10) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!Id) throw missingParameter(`${kind}.1.Id`);
    if (!/^[\w-]{1,80}$/.test(Id)) throw invalidBatchEntryId();
    if (seen.has(Id)) throw entryIdsNotDistinct(Id);
    seen.add(Id);
  }
}

/** Does each entry by itself: one that fails leaves the others as they are. */
export function runBatch<E extends Entry, R>(entries: readonly E[], kind: string, run: (entry: E) => R) {
  checkBatch(entries, kind);
  const successful: R[] = [];
  const failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      successful.push(run(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: error.status < 500, Code: error.queryCode ?? error.code, Message: error.message });
    }
  }
  return {
    Successful: successful.length > 0 ? successful : undefined,
    Failed: failed.length > 0 ? failed : undefined,
  };
}
