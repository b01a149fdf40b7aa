import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Way } from '../way.ts';

/** Another thread stands still, and sends what it got. */
export const thread: Way = {
  async prepare(fifo) {
    const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { workerData: fifo });
    worker.unref();
    await once(worker, 'message');
    return async () => {
      worker.postMessage('read');
      const [bytes] = (await once(worker, 'message')) as [Uint8Array];
      return Buffer.from(bytes);
    };
  },
};
