import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import type { Account, Design } from '../account.ts';

export const signUpSchema = z.strictObject({
  email: z.email(),
  name: z.string().min(1).max(100),
  /** The caller's own id makes a repeated request the same account. */
  accountId: z
    .string()
    .regex(/^[\w.:-]{1,128}$/, 'letters, digits and ._:- only, 128 at most')
    .optional(),
});
export type SignUpInput = z.infer<typeof signUpSchema>;

export const accountOf = ({ accountId = randomUUID(), ...person }: SignUpInput, design: Design): Account => ({
  accountId,
  ...person,
  design,
  signedUpAt: Date.now(),
});

/** POST {email, name, accountId?}: 201 when all that follows is done or known to be missing, 202 when it is still to come. */
export const signUpEntrance = (design: Design, status: 201 | 202, signUp: (account: Account) => Promise<object>) =>
  middy<WithInput<SignUpInput>, HttpResult>()
    .use(logging())
    .use(httpErrors())
    .use(validateBody(signUpSchema))
    .handler(async (event) => {
      const account = accountOf(event.input, design);
      return json(status, { accountId: account.accountId, ...(await signUp(account)) });
    });
