import type { Hono } from 'hono';
import { parseBody, refuse } from './http.ts';
import { knobsSchema } from './knobs.ts';
import type { Entry, Store } from './store.ts';

/** What whoever watches a third party needs of it, and what no knob ever shuts: knobs, counts, and a clean slate. */
export function addControls<Kept extends Entry>(app: Hono, resource: string, store: Store<Kept>, clear = store.clear): void {
  app.delete(`/${resource}`, async (c) => {
    await clear();
    return c.body(null, 204);
  });
  app.get('/knobs', async (c) => c.json(await store.knobs()));
  app.put('/knobs', async (c) => {
    const body = await parseBody(c, knobsSchema.partial());
    if (!body.success) return refuse(c, 400, 'INVALID_KNOBS', body.problem);
    const knobs = { ...(await store.knobs()), ...body.data };
    await store.setKnobs(knobs);
    return c.json(knobs);
  });
  app.get('/stats', async (c) => c.json(await store.stats()));
}
