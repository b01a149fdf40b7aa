/** The thread of thread.ts: blocks in read(2) each time it is told to. */
import { openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { MOST_BYTES } from '../way.ts';

const fd = openSync(workerData as string, 'r');
parentPort?.on('message', () => {
  const buffer = Buffer.alloc(MOST_BYTES);
  parentPort?.postMessage(buffer.subarray(0, readSync(fd, buffer)));
});
parentPort?.postMessage('open');
