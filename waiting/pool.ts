import { setTimeout as sleep } from 'node:timers/promises';
import { makeFifo } from './fifo.ts';
import { startProgram } from './lines.ts';

export interface PoolFull {
  how: 'readiness' | 'completion';
  poolSize: number;
  reads: number;
  /** A file's size, asked for while the reads wait, was there before any of them was answered. */
  sizeFirst: boolean;
}

/** Has many reads wait at once, and looks whether the program still gets at a file meanwhile: libuv's pool has four threads for both. */
export async function fillPool(how: PoolFull['how'], poolSize: number, reads: number, ms: number, signal?: AbortSignal): Promise<PoolFull> {
  const fifo = makeFifo();
  const { child, lines, ended } = startProgram('./pool-child.ts', [how, fifo.path, String(reads)], {
    env: { UV_THREADPOOL_SIZE: String(poolSize) },
    ...(signal ? { signal } : {}),
  });
  try {
    for await (const line of lines) {
      if (!line.ready) return { how, poolSize, reads, sizeFirst: line.sizeFirst === true };
      await sleep(ms);
      fifo.write('.'.repeat(reads));
    }
    await ended;
    throw new Error(`${how} with ${reads} reads said nothing`);
  } finally {
    child.kill('SIGKILL');
    fifo.remove();
  }
}
