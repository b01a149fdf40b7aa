import type { Stack } from '../service.ts';
import type { BusEvent } from './event.ts';
import { matches } from './pattern.ts';
import { type Archive, type Archived, type Bus, storeOf } from './store.ts';

const DAY = 86_400_000;

/**
 * Keeps an event in every archive of the bus whose pattern it matches. What a replay puts on the bus isn't kept again.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive-event.html
 */
export function archive(stack: Stack, bus: Bus, event: BusEvent, bytes: number, traceHeader: string | undefined): void {
  if (event['replay-name'] !== undefined) return;
  const store = storeOf(stack);
  for (const record of store.archives.values()) {
    if (record.busArn !== bus.arn || (record.pattern !== undefined && !matches(stack, record, event))) continue;
    const at = stack.clock.now();
    store.putArchived({ key: `${record.arn}|${event.id}`, archiveArn: record.arn, event, bytes, at, traceHeader });
    stack.events.emit({ type: 'events.archived', resource: record.arn, messageId: event.id, traceHeader, detail: { bus: bus.arn } });
  }
}

/** What an archive holds now; what has outlived its retention goes. */
export function heldBy(stack: Stack, { arn, retentionDays }: Archive): Archived[] {
  const store = storeOf(stack);
  const held = store.archivedOf(arn);
  if (retentionDays === 0) return held;
  const oldest = stack.clock.now() - retentionDays * DAY;
  const kept = held.filter(({ at }) => at >= oldest);
  for (const record of held) if (record.at < oldest) store.deleteArchived(record);
  return kept;
}

export function shownArchive(stack: Stack, archive: Archive) {
  const held = heldBy(stack, archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.busArn,
    State: 'ENABLED' as const,
    RetentionDays: archive.retentionDays,
    SizeBytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    EventCount: held.length,
    CreationTime: new Date(archive.createdAt),
  };
}
