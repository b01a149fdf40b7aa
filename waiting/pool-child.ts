/**
 * Waits for some reads of a pipe at once and asks for a file's size meanwhile: `node pool-child.ts <readiness|completion> <fifo> <reads>`.
 * Says whether the size was there before the first answer.
 */
import { constants, openSync, read, stat, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

const [how = '', fifo = '', count = '1'] = process.argv.slice(2);
const order: string[] = [];
const note = (what: string) => () => void order.push(what);
const reads = Array.from({ length: Number(count) }, () =>
  how === 'completion'
    ? promisify(read)(openSync(fifo, 'r'), Buffer.alloc(1), 0, 1, null).then(note('answer'))
    : new Promise<void>((resolve) => {
        const socket = new Socket({ fd: openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
        // one pipe, many readers: whoever comes first takes all that is there
        socket.once('data', () => resolve(note('answer')()));
      }),
);
const size = promisify(stat)(process.execPath).then(note('size'));
writeSync(1, '{"ready":true}\n');
await Promise.all([size, Promise.any(reads)]);
writeSync(1, `${JSON.stringify({ sizeFirst: order[0] === 'size' })}\n`);
process.exit();
