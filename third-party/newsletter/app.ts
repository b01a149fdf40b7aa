import type { Hono } from 'hono';
import * as z from 'zod';
import { createThirdPartyApp } from '../shared/app.ts';
import { makeFaults } from '../shared/faults.ts';
import { refuse } from '../shared/http.ts';
import type { Entry, Store } from '../shared/store.ts';

const subscriberSchema = z.object({ email: z.email(), userId: z.string().min(1).max(128) });
export type Subscriber = z.infer<typeof subscriberSchema> & Entry;

/**
 * The newsletter: POST /subscribers adds somebody, DELETE /subscribers/:id takes them off, and suffers the knobs as adding does. It does
 * not look whether the address is on the list already: that is the caller's affair.
 */
export function createNewsletterApp(store: Store<Subscriber>): Hono {
  const faults = makeFaults();
  const app = createThirdPartyApp<z.infer<typeof subscriberSchema>, Subscriber>(
    {
      name: 'newsletter',
      resource: 'subscribers',
      body: subscriberSchema,
      keep: (subscriber, entry) => ({ ...subscriber, ...entry }),
      filters: { email: ({ email }) => email, userId: ({ userId }) => userId },
    },
    store,
    faults,
  );
  app.delete('/subscribers/:id', async (c) => {
    const fault = await faults.before(await store.knobs());
    if (fault !== undefined) {
      await store.count('requests', fault.counter);
      return refuse(c, fault.status, fault.code, fault.message);
    }
    const entry = await store.find(c.req.param('id'));
    if (entry === undefined) return refuse(c, 404, 'NOT_FOUND', 'The newsletter has no such subscriber.');
    await store.remove(entry.id);
    await store.count('requests', 'accepted');
    return c.body(null, 204);
  });
  return app;
}
