import type { Hono } from 'hono';
import { createThirdPartyApp } from '../shared/app.ts';
import { parseBody, refuse } from '../shared/http.ts';
import type { Stores } from '../shared/store.ts';
import { createCallbacks } from './callbacks.ts';
import { type Callback, callbackSettingsSchema, type Mail, mailSchema, type StoredMail } from './schema.ts';
import { inboxPage, mailPage, mailSummary } from './view.ts';

/**
 * The email provider: POST /messages sends, GET /messages lists for machines, GET /inbox shows to people what was sent. A mail with a
 * `callbackUrl` is followed: GET /callback-key is what its callbacks are verified with, GET /callbacks what became of them.
 */
export function createEmailApp(stores: Stores): Hono {
  const store = stores<StoredMail>('email');
  const callbacks = stores<Callback>('email-callbacks');
  const caller = createCallbacks({ callbacks, account: stores('email-account') }, async () => (await store.knobs()).down);
  const app = createThirdPartyApp<Mail, StoredMail>(
    {
      name: 'email',
      resource: 'messages',
      body: mailSchema,
      keep: (mail, entry) => ({ ...mail, ...entry }),
      filters: { recipient: ({ to }) => to, shareId: ({ shareId }) => shareId },
      summary: mailSummary,
      accepted: caller.begin,
      cleared: caller.clear,
    },
    store,
  );
  app.get('/inbox', async (c) => c.html(inboxPage(await store.list())));
  app.get('/inbox/:id', async (c) => {
    const mail = await store.find(c.req.param('id'));
    if (mail === undefined) return refuse(c, 404, 'NOT_FOUND', 'There is no such mail.');
    // A mail is somebody else's HTML: it may show pictures and styles, and run nothing.
    c.header('content-security-policy', "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups");
    return c.html(mailPage(mail));
  });
  app.get('/callback-key', async (c) => c.json({ publicKey: await caller.publicKey() }));
  app.get('/callbacks', async (c) => {
    await caller.pump();
    return c.json({ callbacks: await callbacks.list() });
  });
  app.get('/callback-settings', async (c) => c.json(await caller.settings()));
  app.put('/callback-settings', async (c) => {
    const body = await parseBody(c, callbackSettingsSchema.partial());
    if (!body.success) return refuse(c, 400, 'INVALID_SETTINGS', body.problem);
    const next = { ...(await caller.settings()), ...body.data };
    await caller.setSettings(next);
    return c.json(next);
  });
  return app;
}
