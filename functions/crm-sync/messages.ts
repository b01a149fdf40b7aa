import * as z from 'zod';

/** What the CRM posts to our webhook. Fields that it adds one day are none of our business. */
export const crmEventSchema = z.object({
  id: z.string().min(1).max(128),
  type: z.literal('user.email-changed'),
  occurredAt: z.int().nonnegative(),
  data: z.object({ userId: z.string().min(1).max(128), email: z.email(), version: z.int().positive() }),
});

/** One change on its way through our queue, whether the CRM told us or we asked. */
export const crmChangeSchema = z.object({
  version: z.literal(1),
  userId: z.string().min(1).max(128),
  email: z.email(),
  /** The CRM's own: only rises. */
  crmVersion: z.int().positive(),
  occurredAt: z.int().nonnegative(),
  source: z.enum(['webhook', 'reconcile']),
});
export type CrmChange = z.infer<typeof crmChangeSchema>;
