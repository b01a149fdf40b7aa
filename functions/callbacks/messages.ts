import * as z from 'zod';

export const OUTCOMES = ['success', 'failure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One delivery is due: what it is stands in the table. */
export const deliveryDueSchema = z.object({ version: z.literal(1), endpointId: z.string().min(1), deliveryId: z.string().min(1) });
export type DeliveryDue = z.infer<typeof deliveryDueSchema>;

/** An endpoint is called no more, and its owner shall know. */
export const endpointNoticeSchema = z.object({
  version: z.literal(1),
  endpointId: z.string().min(1),
  owner: z.email(),
  url: z.string(),
  /** The how manieth time: part of the mail's idempotency key. */
  time: z.int().positive(),
  reason: z.string(),
});
export type EndpointNotice = z.infer<typeof endpointNoticeSchema>;
