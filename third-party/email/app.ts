import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type * as z from 'zod';
import { makeFaults } from './faults.ts';
import { knobsSchema, mailSchema } from './schema.ts';
import type { EmailStore } from './store.ts';
import { inboxPage, mailPage, mailSummary } from './view.ts';

/** The email provider's HTTP API. Only POST /messages suffers the knobs: who watches and turns them is never shut out. */
export function createEmailApp(store: EmailStore): Hono {
  const faults = makeFaults();
  const app = new Hono();

  app.post('/messages', async (c) => {
    const receivedAt = Date.now();
    const fault = await faults(await store.knobs());
    if (fault !== undefined) {
      await store.count('requests', fault.counter);
      if (fault.status === 429) c.header('retry-after', '1');
      return refuse(c, fault.status, fault.code, fault.message);
    }
    const body = await parse(c, mailSchema);
    if (!body.success) {
      await store.count('requests', 'refusedInvalid');
      return refuse(c, 422, 'INVALID_MAIL', body.problem);
    }
    // The same key makes the same id, so one conditional write tells a repeated request from a new mail.
    const key = c.req.header('idempotency-key');
    const id = key === undefined ? randomUUID() : createHash('sha256').update(key).digest('hex').slice(0, 32);
    const { mail, duplicate } = await store.add({ ...body.data, id, receivedAt });
    await store.count('requests', duplicate ? 'duplicates' : 'accepted');
    return c.json({ id: mail.id, receivedAt: mail.receivedAt }, 202);
  });

  app.get('/inbox', async (c) => {
    const mails = await store.list({ recipient: c.req.query('recipient'), shareId: c.req.query('shareId') });
    if (c.req.header('accept')?.includes('text/html')) return c.html(inboxPage(mails));
    return c.json({ count: mails.length, messages: mails.map(mailSummary) });
  });
  app.get('/inbox/:id', async (c) => {
    const mail = await store.find(c.req.param('id'));
    if (mail === undefined) return refuse(c, 404, 'NOT_FOUND', 'There is no such mail.');
    if (c.req.header('accept')?.includes('application/json')) return c.json(mail);
    // A mail is somebody else's HTML: it may show pictures and styles, and run nothing.
    c.header('content-security-policy', "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups");
    return c.html(mailPage(mail));
  });
  app.delete('/inbox', async (c) => {
    await store.clear();
    return c.body(null, 204);
  });

  app.get('/knobs', async (c) => c.json(await store.knobs()));
  app.put('/knobs', async (c) => {
    const body = await parse(c, knobsSchema.partial());
    if (!body.success) return refuse(c, 400, 'INVALID_KNOBS', body.problem);
    const knobs = { ...(await store.knobs()), ...body.data };
    await store.setKnobs(knobs);
    return c.json(knobs);
  });
  app.get('/stats', async (c) => c.json(await store.stats()));

  app.notFound((c) => refuse(c, 404, 'NOT_FOUND', `There is no ${c.req.method} ${c.req.path}.`));
  app.onError((error, c) => {
    console.error(error);
    return refuse(c, 500, 'INTERNAL', 'The service failed.');
  });
  return app;
}

function refuse(c: Context, status: 400 | 404 | 422 | 429 | 500 | 503, code: string, message: string) {
  return c.json({ error: { code, message } }, status);
}

async function parse<Schema extends z.ZodType>(c: Context, schema: Schema) {
  const value: unknown = await c.req.json().catch(() => undefined);
  const result = schema.safeParse(value);
  if (result.success) return { success: true as const, data: result.data };
  const problem =
    value === undefined ? 'The body is not JSON.' : result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
  return { success: false as const, problem };
}
