import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import type { Entry, Store } from '../shared/store.ts';

const subscriberSchema = z.object({ email: z.email(), userId: z.string().min(1).max(128) });
export type Subscriber = z.infer<typeof subscriberSchema> & Entry;

/** The newsletter: POST /subscribers adds somebody. It does not look whether the address is on the list already: that is the caller's affair. */
export function createNewsletterApp(store: Store<Subscriber>): Hono {
  return createThirdPartyApp<z.infer<typeof subscriberSchema>, Subscriber>(
    {
      name: 'newsletter',
      resource: 'subscribers',
      body: subscriberSchema,
      keep: (subscriber, entry) => ({ ...subscriber, ...entry }),
      filters: { email: ({ email }) => email, userId: ({ userId }) => userId },
    },
    store,
  );
}
