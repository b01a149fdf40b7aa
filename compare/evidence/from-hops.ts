import type { EventStream, Hop } from 'pushpull-emulator';
import { isAccepted } from '../rows.ts';
import type { Evidence } from './evidence.ts';
import { fateOf } from './fate.ts';
import { hopsByShare } from './hops.ts';

/** Where the target shows every hop of every message, each share's last hop says where it is. */
export const fromHops = (events: EventStream): Evidence => ({
  watch(consumer) {
    const hops: Hop[] = [];
    const stop = events.subscribe((hop) => void hops.push(hop));
    return {
      hops,
      stop,
      async settle(rows, mails) {
        // the inbox is read after the hops: what they say is done has its mail by then, or never
        const seen = hops.slice();
        const inbox = await mails();
        const ofShare = hopsByShare(rows, seen);
        for (const row of rows) {
          row.mails = inbox.get(row.shareId) ?? 0;
          row.fate = fateOf({ mails: row.mails, accepted: isAccepted(row) }, consumer, ofShare.get(row.shareId) ?? []);
        }
      },
    };
  },
});
