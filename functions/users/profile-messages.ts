import * as z from 'zod';
import { contractSchema } from '../contracts/messages.ts';
import { userIdSchema } from '../shared/user-id.ts';

export const userSchema = z.object({
  userId: userIdSchema,
  name: z.string().min(1).max(200),
  language: z.string().regex(/^[a-z]{2}$/, 'must be two small letters'),
});
export type User = z.infer<typeof userSchema>;

/** The whole user as it is after a change; `revision` and `version` as in ContractChanged. */
export const userChangedSchema = z.object({
  type: z.literal('UserChanged'),
  version: z.literal(1),
  userId: userIdSchema,
  revision: z.int().positive(),
  date: z.iso.datetime(),
  user: userSchema,
});
export type UserChanged = z.infer<typeof userChangedSchema>;

/** What Users is asked: the user alone, or with the contract, which Users then has to ask for; `optional`: a user without is an answer too. */
export const findProfileSchema = z.object({ userId: userIdSchema, contract: z.enum(['none', 'required', 'optional']) });
export type FindProfile = z.infer<typeof findProfileSchema>;

export const profileAnswerSchema = z.union([
  z.object({
    user: userSchema,
    contract: contractSchema.optional(),
    /** Why the contract isn't there, when it was optional. */
    missing: z.string().optional(),
    /** For how long Users waited for Contracts. */
    contractsMs: z.number().optional(),
  }),
  z.object({ failure: z.object({ status: z.int(), code: z.string(), message: z.string() }) }),
]);
export type ProfileAnswer = z.infer<typeof profileAnswerSchema>;
