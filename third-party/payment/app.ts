import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import { makeFaults } from '../shared/faults.ts';
import type { Store } from '../shared/store.ts';
import { addUndo, type Undoable } from '../shared/undo.ts';

const chargeSchema = z.object({
  orderId: z.string().min(1).max(128),
  /** In cents, so that sums are exact. */
  amount: z.int().positive(),
  card: z.string().min(1).max(64),
});
/** A charge that has `undone` was given back: once for each entry there. */
export type Charge = z.infer<typeof chargeSchema> & Undoable;

/** A card that is always declined, as test cards of payment providers are. */
export const DECLINED_CARD = 'tok_declined';

/** Above this no card is good enough: 10,000 a charge, in cents. */
const LIMIT = 1_000_000;

/** The payment provider: POST /charges takes money once a key, POST /refunds gives it back. */
export function createPaymentApp(store: Store<Charge>): Hono {
  const faults = makeFaults();
  const app = createThirdPartyApp<z.infer<typeof chargeSchema>, Charge>(
    {
      name: 'payment',
      resource: 'charges',
      body: chargeSchema,
      keep: (charge, entry) => ({ ...charge, ...entry, undone: [] }),
      filters: { orderId: ({ orderId }) => orderId },
      decide({ amount, card }) {
        if (card === DECLINED_CARD) return { code: 'CARD_DECLINED', message: 'The card is declined.' };
        if (amount > LIMIT) return { code: 'OVER_LIMIT', message: 'The amount is over the limit of the card.' };
        return undefined;
      },
    },
    store,
    faults,
  );
  addUndo(app, 'refunds', store, faults);
  return app;
}
