import { describe, expect, it } from 'vitest';
import { type RecordDeliveryDeps, recordDelivery } from './core.ts';

const body = JSON.stringify({ shareId: 's1', photoId: 'p1', mode: 'pull', status: 'delivered', stamps: { acceptedAt: 1 } });

const deps: RecordDeliveryDeps = { settleShare: async () => 'recorded', recordFact: async () => 'recorded', log: () => {} };

describe('recordDelivery', () => {
  it('takes what the provider found out later, too', async () => {
    const facts: unknown[] = [];
    const fact = { version: 1, kind: 'mail-fact', shareId: 's1', mailId: 'm', fact: 'bounced', at: 5, reason: 'no such box' };
    const recordFact = async (one: unknown) => {
      facts.push(one);
      return 'recorded' as const;
    };
    await recordDelivery(JSON.stringify(fact), { ...deps, recordFact });
    expect(facts).toEqual([fact]);
  });

  it('accepts an outcome that is known already', async () => {
    const lines: unknown[] = [];
    await recordDelivery(body, { ...deps, settleShare: async () => 'known', log: (...line) => lines.push(line) });
    expect(lines).toEqual([['recorded', 's1', { mode: 'pull', status: 'delivered', duplicate: true }]]);
  });

  it('throws for a share nobody made, and for a body that is no outcome', async () => {
    await expect(recordDelivery(body, { ...deps, settleShare: async () => 'unknown-share' })).rejects.toThrow('no share s1');
    await expect(recordDelivery('{}', deps)).rejects.toThrow();
  });
});
