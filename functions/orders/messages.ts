import * as z from 'zod';

const orderId = z.string().min(1).max(128);
const date = z.iso.datetime();

/** What every service that a purchase concerns needs to know. Prices are in cents, so that sums are exact. */
export const purchasedSchema = z.object({
  type: z.literal('PurchasedItemOnWebsite'),
  version: z.literal(1),
  orderId,
  item: z.string().min(1).max(128),
  quantity: z.int().min(1).max(100),
  date,
  user: z.string().min(1).max(128),
  price: z.int().positive(),
  prime: z.boolean(),
  instructions: z.string().max(300),
  /** The payment provider's name for a card, never its number. */
  card: z.string().min(1).max(64),
});
export type Purchased = z.infer<typeof purchasedSchema>;

const confirmedSchema = z.object({ type: z.literal('OrderConfirmed'), version: z.literal(1), orderId, date, prime: z.boolean() });
const refusedSchema = z.object({
  type: z.literal('OrderRefused'),
  version: z.literal(1),
  orderId,
  date,
  prime: z.boolean(),
  reason: z.string(),
});
export type OrderRefused = z.infer<typeof refusedSchema>;

/** What Orders tells everyone, by its topic and its bus. A consumer that meets a version it doesn't know fails, and is seen. */
export const orderEventSchema = z.discriminatedUnion('type', [purchasedSchema, confirmedSchema, refusedSchema]);
export type OrderEvent = z.infer<typeof orderEventSchema>;

/** The services without which no order is confirmed. */
export const PARTS = ['payment', 'inventory', 'dispatch'] as const;

/** What such a service tells Orders, by Orders' queue: its part is done, or can't be. */
export const stepSchema = z.object({
  type: z.literal('OrderStep'),
  version: z.literal(1),
  orderId,
  part: z.enum(PARTS),
  outcome: z.enum(['done', 'refused']),
  reason: z.string().optional(),
});
export type OrderStep = z.infer<typeof stepSchema>;
