import { openSync, readSync } from 'node:fs';
import { MOST_BYTES, type Way } from '../way.ts';

/** The one thread that runs JavaScript stands still in read(2): nothing else of the program runs. */
export const block: Way = {
  async prepare(fifo) {
    const fd = openSync(fifo, 'r');
    return () => {
      const buffer = Buffer.alloc(MOST_BYTES);
      return buffer.subarray(0, readSync(fd, buffer));
    };
  },
};
