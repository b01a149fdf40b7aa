import * as z from 'zod';
import { deliveryShape, type Delivery as Laddered } from '../shared/delivery.ts';
import type { Entry } from '../shared/store.ts';

/** What an employee typed into the CRM: a user has another address now. */
export const editSchema = z.object({
  userId: z.string().min(1).max(128),
  email: z.email(),
  /** Who of the several hundred. */
  by: z.string().min(1).max(128),
});
export type Edit = z.infer<typeof editSchema>;

/** An edit the CRM took. Versions only rise, and name the edit: nobody needs to trust a clock to know which is newer. */
export type Change = Edit & Entry & { version: number };

export const webhookSchema = z.object({ url: z.url(), secret: z.string().min(16).max(256) });
export type Webhook = z.infer<typeof webhookSchema> & Entry;

/** One change on its way to one webhook. */
export interface Delivery extends Laddered {
  webhookId: string;
  version: number;
}

/** How the CRM delivers, and how badly. */
export const deliverySettingsSchema = z.strictObject({
  ...deliveryShape,
  /** First attempts wait up to this long, so that later changes overtake earlier ones. */
  disorderMs: z.number().min(0),
});
export type DeliverySettings = z.infer<typeof deliverySettingsSchema>;
/** Kept beside them: the version that the first change follows. */
export interface Settings extends Entry {
  delivery?: DeliverySettings;
  floor?: number;
}
export const DEFAULT_DELIVERY: DeliverySettings = {
  ladderMs: [5_000, 30_000, 120_000, 600_000],
  timeoutMs: 5_000,
  duplicateRate: 0,
  disorderMs: 0,
};
