import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { Transfer } from '../wallet-store.ts';

const wallet = z.string().min(1).max(128);
export const transferSchema = z
  .object({ from: wallet, to: wallet, amount: z.int().positive() })
  .refine(({ from, to }) => from !== to, 'from and to are the same wallet');

export interface TransferDeps {
  moveMoney(key: string, transfer: Transfer): Promise<'moved' | 'known' | 'too little' | 'no such wallet'>;
  findTransfer(key: string): Promise<Transfer | undefined>;
}

/**
 * Moves money, and answers when it is moved: the one who asks must know. Who hears nothing asks again with the same key, and hears of the
 * first time. A key that was used for another transfer is the caller's mistake, and refused.
 */
export async function transfer(key: string, wanted: Transfer, deps: TransferDeps): Promise<Transfer & { repeated: boolean }> {
  const moved = await deps.moveMoney(key, wanted);
  if (moved === 'no such wallet') throw new HttpError(404, 'NO_SUCH_WALLET', 'One of the wallets does not exist.');
  if (moved === 'too little') throw new HttpError(409, 'TOO_LITTLE_MONEY', `The wallet ${wanted.from} holds less than ${wanted.amount}.`);
  if (moved === 'known') {
    const first = await deps.findTransfer(key);
    if (first?.from !== wanted.from || first.to !== wanted.to || first.amount !== wanted.amount)
      throw new HttpError(422, 'KEY_USED_OTHERWISE', 'This idempotency key belongs to another transfer.');
  }
  const { from, to, amount } = wanted;
  return { from, to, amount, repeated: moved === 'known' };
}
