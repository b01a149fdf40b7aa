import type { Stack } from '../../service.ts';
import type { DeduplicationRecord } from '../records.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const INTERVAL = 5 * 60_000;

/** What FIFO queues were sent in the last five minutes, whether it is still there or not. */
export function createDeduplication({ clock, journal }: Stack) {
  const table = journal.table<DeduplicationRecord>('sqs.deduplication');
  /** By queue, oldest first. */
  const queues = new Map<string, Map<string, DeduplicationRecord>>();
  const recordKey = (r: DeduplicationRecord) => `${r.queue}/${r.key}`;

  function of(queue: string) {
    let records = queues.get(queue);
    if (!records) queues.set(queue, (records = new Map()));
    return records;
  }

  for (const record of table.values()) of(record.queue).set(record.key, record);

  return {
    find(queue: string, key: string): DeduplicationRecord | undefined {
      const records = of(queue);
      for (const record of records.values()) {
        if (record.at + INTERVAL > clock.now()) break;
        records.delete(record.key);
        table.delete(recordKey(record));
      }
      return records.get(key);
    },
    add(record: DeduplicationRecord) {
      of(record.queue).set(record.key, record);
      table.put(recordKey(record), record);
    },
    clear(queue: string) {
      for (const record of of(queue).values()) table.delete(recordKey(record));
      queues.delete(queue);
    },
  };
}
