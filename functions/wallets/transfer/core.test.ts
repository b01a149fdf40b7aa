import { describe, expect, it } from 'vitest';
import type { Transfer } from '../wallet-store.ts';
import { type TransferDeps, transfer, transferSchema } from './core.ts';

const wanted: Transfer = { from: 'a', to: 'b', amount: 5 };
const deps = (moved: Awaited<ReturnType<TransferDeps['moveMoney']>>, first?: Transfer): TransferDeps => ({
  moveMoney: async () => moved,
  findTransfer: async () => first,
});

describe('a transfer', () => {
  it('answers the first time when it is asked again with its key', async () => {
    expect(await transfer('k', wanted, deps('moved'))).toEqual({ ...wanted, repeated: false });
    expect(await transfer('k', wanted, deps('known', wanted))).toEqual({ ...wanted, repeated: true });
  });

  it('refuses a key of another transfer, too little money, and wallets that are not there', async () => {
    await expect(transfer('k', wanted, deps('known', { ...wanted, amount: 6 }))).rejects.toMatchObject({ status: 422 });
    await expect(transfer('k', wanted, deps('too little'))).rejects.toMatchObject({ status: 409 });
    await expect(transfer('k', wanted, deps('no such wallet'))).rejects.toMatchObject({ status: 404 });
  });

  it('takes no amount below one, and none from a wallet to itself', () => {
    for (const wrong of [
      { ...wanted, amount: 0 },
      { ...wanted, amount: -5 },
      { ...wanted, to: 'a' },
    ])
      expect(transferSchema.safeParse(wrong).success).toBe(false);
  });
});
