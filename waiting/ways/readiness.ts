import { once } from 'node:events';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Way } from '../way.ts';

/**
 * The kernel is asked about everything at once, and says what is *ready* (epoll; kqueue on macOS); libuv then reads, and calls back. One
 * thread stands for any number of waits.
 */
export const readiness: Way = {
  async prepare(fifo) {
    const socket = new Socket({ fd: openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
    return async () => {
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      return bytes;
    };
  },
};
