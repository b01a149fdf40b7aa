import * as z from 'zod';

/** Sign-up to whoever follows it: somebody has an account. Fields are added within a version, never changed. */
export const userSignedUpSchema = z.object({
  type: z.literal('UserSignedUp'),
  version: z.literal(1),
  accountId: z.string().min(1).max(128),
  email: z.email(),
  name: z.string().min(1),
  signedUpAt: z.int().nonnegative(),
});
export type UserSignedUp = z.infer<typeof userSignedUpSchema>;
