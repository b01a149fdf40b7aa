import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import type { Entry, Store } from '../shared/store.ts';

const factSchema = z.object({ orderId: z.string().min(1).max(128), item: z.string().min(1).max(128), price: z.int(), date: z.string() });
export type Fact = z.infer<typeof factSchema> & Entry;

/** A company that makes figures of what one sells: POST /facts takes a fact. */
export function createInsightsApp(store: Store<Fact>): Hono {
  return createThirdPartyApp<z.infer<typeof factSchema>, Fact>(
    {
      name: 'insights',
      resource: 'facts',
      body: factSchema,
      keep: (fact, entry) => ({ ...fact, ...entry }),
      filters: { orderId: ({ orderId }) => orderId },
    },
    store,
  );
}
