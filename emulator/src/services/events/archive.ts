import type { Stack } from '../service.ts';
import type { BusEvent } from './event.ts';
import { matches } from './pattern.ts';
import { retentionOf } from './retention.ts';
import { type Archive, type Bus, storeOf } from './store.ts';

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
    retentionOf(stack).arrange(record.arn);
    stack.events.emit({ type: 'events.archived', resource: record.arn, messageId: event.id, traceHeader, detail: { bus: bus.arn } });
  }
}

export function shownArchive(stack: Stack, archive: Archive) {
  const held = [...storeOf(stack).archivedOf(archive.arn)];
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
