import type { Timer } from '../../clock/clock.ts';
import type { Stack } from '../service.ts';
import { storeOf } from './store.ts';

const DAY = 86_400_000;

export interface Retention {
  /** An archive holds something new, or for another time than before, or is gone. */
  arrange(archiveArn: string): void;
}

/**
 * Lets go of what an archive has held for as long as it says, by the clock: one timer an archive, for the oldest event in it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive-event.html
 */
export function retentionOf(stack: Stack): Retention {
  return stack.singleton('events.retention', ({ clock }) => {
    const store = storeOf(stack);
    const timers = new Map<string, { timer: Timer; days: number }>();

    function arrange(arn: string) {
      const days = store.archives.get(arn)?.retentionDays ?? 0;
      const set = timers.get(arn);
      if (set?.days === days) return;
      set?.timer.cancel();
      timers.delete(arn);
      if (days === 0) return;
      for (const record of store.archivedOf(arn)) {
        const left = record.at + days * DAY - clock.now();
        if (left > 0) return void timers.set(arn, { timer: clock.after(left, () => fall(arn)), days });
        store.deleteArchived(record);
      }
    }

    function fall(arn: string) {
      timers.delete(arn);
      arrange(arn);
    }

    for (const arn of store.archives.keys()) arrange(arn);
    return {
      arrange,
      stop() {
        for (const { timer } of timers.values()) timer.cancel();
      },
    };
  });
}
