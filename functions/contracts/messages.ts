import * as z from 'zod';
import { userIdSchema } from '../shared/user-id.ts';

/** What Contracts answers of a contract: its source of truth. */
export const contractSchema = z.object({
  userId: userIdSchema,
  plan: z.enum(['free', 'plus', 'pro']),
  options: z.array(z.string().min(1).max(64)).max(20),
});
export type Contract = z.infer<typeof contractSchema>;

/**
 * The whole contract as it is after a change. `revision` counts the changes of one contract, so that whoever hears of them in another
 * order, or twice, knows which is newer; `version` is the message's own form.
 */
export const contractChangedSchema = z.object({
  type: z.literal('ContractChanged'),
  version: z.literal(1),
  userId: userIdSchema,
  revision: z.int().positive(),
  date: z.iso.datetime(),
  contract: contractSchema,
});
export type ContractChanged = z.infer<typeof contractChangedSchema>;
