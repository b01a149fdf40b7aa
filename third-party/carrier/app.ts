import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import { makeFaults } from '../shared/faults.ts';
import type { Store } from '../shared/store.ts';
import { addUndo, type Undoable } from '../shared/undo.ts';

const shipmentSchema = z.object({
  orderId: z.string().min(1).max(128),
  item: z.string().min(1).max(128),
  express: z.boolean(),
  instructions: z.string().max(300),
});
/** A shipment that has `undone` was cancelled. */
export type Shipment = z.infer<typeof shipmentSchema> & Undoable;

/** The carrier: POST /shipments books a parcel, POST /cancellations takes the booking back. */
export function createCarrierApp(store: Store<Shipment>): Hono {
  const faults = makeFaults();
  const app = createThirdPartyApp<z.infer<typeof shipmentSchema>, Shipment>(
    {
      name: 'carrier',
      resource: 'shipments',
      body: shipmentSchema,
      keep: (shipment, entry) => ({ ...shipment, ...entry, undone: [] }),
      filters: { orderId: ({ orderId }) => orderId },
    },
    store,
    faults,
  );
  addUndo(app, 'cancellations', store, faults);
  return app;
}
