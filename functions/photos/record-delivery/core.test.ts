import { describe, expect, it } from 'vitest';
import { recordDelivery } from './core.ts';

const body = JSON.stringify({ shareId: 's1', photoId: 'p1', mode: 'pull', status: 'delivered', stamps: { acceptedAt: 1 } });

describe('recordDelivery', () => {
  it('accepts an outcome that is known already', async () => {
    const lines: unknown[] = [];
    await recordDelivery(body, { settleShare: async () => 'already-delivered', log: (...line) => lines.push(line) });
    expect(lines).toEqual([['recorded', 's1', { mode: 'pull', status: 'delivered', duplicate: true }]]);
  });

  it('throws for a share nobody made, and for a body that is no outcome', async () => {
    const deps = { settleShare: async () => 'unknown-share' as const, log: () => {} };
    await expect(recordDelivery(body, deps)).rejects.toThrow('no share s1');
    await expect(recordDelivery('{}', deps)).rejects.toThrow();
  });
});
