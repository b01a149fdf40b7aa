import { expect, test } from 'vitest';
import type { HandOver } from '../message.ts';
import { handOver } from './hand-over.ts';

test('a call that the entrance does not know is an error that names it, not a message that vanishes', async () => {
  const way = { call: 'put-record', streamName: 's' } as unknown as HandOver;
  await expect(handOver(way, { id: 'm', sentAt: 1, enteredAt: 2, handedOverAt: 3 })).rejects.toThrow('knows no call "put-record"');
});
