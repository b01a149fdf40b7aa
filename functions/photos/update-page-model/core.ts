import * as z from 'zod';
import { changeSchema, entryOf, type ModelEntry, type Source } from '../page-model.ts';

/** What EventBridge wraps an event in. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const envelope = z.object({ detail: changeSchema, 'replay-name': z.string().optional() });

export interface UpdatePageModelDeps {
  /** False when what is kept is as new or newer. */
  keepNewer(entry: ModelEntry): Promise<boolean>;
  noteHeard(source: Source, date: string): Promise<unknown>;
  log(line: string, detail: Record<string, unknown>): void;
}

/**
 * One change of a user or a contract. Each carries the whole as it is after the change, so that the newest alone is enough: those that were
 * overtaken, doubled or replayed are found by their revision and passed over.
 */
export async function updatePageModel(body: string, { keepNewer, noteHeard, log }: UpdatePageModelDeps): Promise<void> {
  const { detail, 'replay-name': replay } = envelope.parse(JSON.parse(body));
  const entry = entryOf(detail);
  const kept = await keepNewer(entry);
  await noteHeard(entry.source, entry.date);
  log(kept ? 'kept' : 'passed over', { correlation_id: entry.userId, type: detail.type, revision: entry.revision, replay });
}
