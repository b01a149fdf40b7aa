import { expect, test } from 'vitest';
import { lane } from './lane.ts';
import { modeNamed } from './modes.ts';
import { startWorkers } from './workers.ts';

test('a worker that ends before it is ready says why', async () => {
  const deployed = { entrance: '', consumers: [], deadLetters: [], queues: [], worker: { AWS_REGION: 'us-east-1' } };
  const starting = startWorkers(lane('worker'), modeNamed('worker'), deployed, { environment: {}, timeScale: 1 });
  // of its variables none but the region is there
  await expect(starting).rejects.toThrow(/^A worker ended with 1 before it was ready\. .*The environment variable LANE is not set/s);
});
