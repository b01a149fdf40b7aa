import type { Hono } from 'hono';
import { createThirdPartyApp } from '../shared/app.ts';
import { refuse } from '../shared/http.ts';
import type { Store } from '../shared/store.ts';
import { type Mail, mailSchema, type StoredMail } from './schema.ts';
import { inboxPage, mailPage, mailSummary } from './view.ts';

/** The email provider: POST /messages sends, GET /messages lists for machines, GET /inbox shows to people what was sent. */
export function createEmailApp(store: Store<StoredMail>): Hono {
  const app = createThirdPartyApp<Mail, StoredMail>(
    {
      name: 'email',
      resource: 'messages',
      body: mailSchema,
      keep: (mail, entry) => ({ ...mail, ...entry }),
      filters: { recipient: ({ to }) => to, shareId: ({ shareId }) => shareId },
      summary: mailSummary,
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
  return app;
}
