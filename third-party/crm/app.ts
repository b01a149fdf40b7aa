import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { addControls } from '../shared/controls.ts';
import { makeFaults } from '../shared/faults.ts';
import { parseBody, refuse } from '../shared/http.ts';
import type { Stores } from '../shared/store.ts';
import { type CrmStores, createDeliverer, idOf, settingsOf } from './deliver.ts';
import { type Change, deliverySettingsSchema, type Edit, editSchema, webhookSchema } from './schema.ts';

const PAGE = 100;

/**
 * The CRM, in which several hundred employees edit users: POST /changes is one of them pressing "save", GET /changes?since= the list that
 * a follower can poll, POST /webhooks registers one that is told. Saving and polling suffer the knobs, and so do the CRM's own calls.
 */
export function createCrmApp(stores: Stores): Hono {
  const own: CrmStores = {
    changes: stores('crm'),
    webhooks: stores('crm-webhooks'),
    deliveries: stores('crm-deliveries'),
    settings: stores('crm-settings'),
  };
  const { changes, webhooks, deliveries, settings } = own;
  const faults = makeFaults();
  const deliverer = createDeliverer(own, faults);
  const app = new Hono();

  const shut = async (c: Context) => {
    const fault = await faults.before(await changes.knobs());
    if (fault === undefined) return undefined;
    await changes.count('requests', fault.counter);
    return refuse(c, fault.status, fault.code, fault.message);
  };

  app.post('/changes', async (c) => {
    const refused = await shut(c);
    if (refused) return refused;
    const body = await parseBody(c, editSchema);
    if (!body.success) return refuse(c, 422, 'INVALID_INPUT', body.problem);
    const change = await append(own, body.data);
    await changes.count('requests', 'accepted');
    await deliverer.begin(change);
    return c.json(change, 202);
  });

  app.get('/changes', async (c) => {
    const since = c.req.query('since');
    if (since !== undefined) {
      const refused = await shut(c);
      if (refused) return refused;
    }
    const newer = (await sorted(own)).filter(({ version }) => version > Number(since ?? 0));
    const page = since === undefined ? newer : newer.slice(0, PAGE);
    return c.json({ changes: page, cursor: page.at(-1)?.version ?? Number(since ?? 0), more: page.length < newer.length });
  });

  app.post('/webhooks', async (c) => {
    const body = await parseBody(c, webhookSchema);
    if (!body.success) return refuse(c, 422, 'INVALID_INPUT', body.problem);
    const id = createHash('sha256').update(body.data.url).digest('hex').slice(0, 12);
    await webhooks.put({ ...body.data, id, receivedAt: Date.now() });
    return c.json({ id }, 201);
  });

  app.get('/deliveries', async (c) => {
    await deliverer.pump();
    return c.json({ deliveries: await deliveries.list() });
  });
  app.post('/deliveries/:id/resend', async (c) => {
    const delivery = await deliveries.find(c.req.param('id'));
    if (!delivery) return refuse(c, 404, 'NOT_FOUND', 'There is no such delivery.');
    return c.json({ status: await deliverer.resend(delivery) });
  });

  app.get('/delivery-settings', async (c) => c.json(await settingsOf(own)));
  app.put('/delivery-settings', async (c) => {
    const body = await parseBody(c, deliverySettingsSchema.partial());
    if (!body.success) return refuse(c, 400, 'INVALID_SETTINGS', body.problem);
    const next = { ...(await settingsOf(own)), ...body.data };
    await settings.put({ id: 'delivery', receivedAt: Date.now(), delivery: next });
    return c.json(next);
  });
  addControls(app, 'changes', changes, async () => {
    for (const store of [changes, webhooks, deliveries, settings]) await store.clear();
  });
  return app;
}

/**
 * Gives the change the next version by taking its id, which one writer alone can: no two have the same, and none is skipped, so that a
 * cursor never passes a change that is still being written.
 */
async function append({ changes, settings }: CrmStores, edit: Edit): Promise<Change> {
  // versions rise over the years, also when this CRM has forgotten everything: followers keep their cursors
  const now = Date.now();
  const { floor = now } = (await settings.add({ id: 'floor', receivedAt: now, floor: now })).entry;
  for (let version = floor + (await changes.list()).length + 1; ; version++) {
    const { entry, duplicate } = await changes.add({ ...edit, id: idOf(version), receivedAt: Date.now(), version });
    if (!duplicate) return entry;
  }
}

const sorted = async ({ changes }: CrmStores) => (await changes.list()).sort((a, b) => a.version - b.version);
