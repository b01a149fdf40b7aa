import { constants, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MOST_BYTES, type Way } from '../way.ts';

/** Asks "is it ready?" by reads that never wait (EAGAIN: no), and sleeps between them; for 0 ms it asks without a pause. */
export const poll = (everyMs: number): Way => ({
  async prepare(fifo) {
    const fd = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const look = (): Buffer | undefined => {
      const buffer = Buffer.alloc(MOST_BYTES);
      try {
        return buffer.subarray(0, readSync(fd, buffer));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        return undefined;
      }
    };
    if (everyMs === 0)
      return () => {
        for (;;) {
          const found = look();
          if (found) return found;
        }
      };
    return async () => {
      for (;;) {
        const found = look();
        if (found) return found;
        await sleep(everyMs);
      }
    };
  },
});
