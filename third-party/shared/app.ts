import { createHash, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type * as z from 'zod';
import { addControls } from './controls.ts';
import { type Faults, makeFaults } from './faults.ts';
import { parseBody, refuse } from './http.ts';
import type { Entry, Store } from './store.ts';

/** What is particular to one third party; knobs, faults, counts and the list of what it accepted are the same for all. */
export interface ThirdParty<Body, Kept extends Entry> {
  /** Its path on the server, and its partition in the store. */
  name: string;
  /** POST there asks it to do its work; GET there lists what it did, with ?since=TIME what it did from then on. */
  resource: string;
  body: z.ZodType<Body>;
  /** The entry of an accepted request. */
  keep(body: Body, entry: Entry): Kept;
  /** Fields by which the list may be narrowed: ?recipient=… */
  filters: Record<string, (entry: Kept) => string | undefined>;
  /** The entry in a list, where that is not the whole of it. */
  summary?(entry: Kept): unknown;
  /** A refusal for good, such as a card that is declined. */
  decide?(body: Body): { code: string; message: string } | undefined;
  /** Runs when an entry is new, before the answer. */
  accepted?(entry: Kept): void | Promise<void>;
  /** Runs when everything is forgotten. */
  cleared?(): Promise<void>;
}

/** The HTTP API of a third party. Only its work (POST) suffers the knobs: who watches and turns them is never shut out. */
export function createThirdPartyApp<Body, Kept extends Entry>(
  party: ThirdParty<Body, Kept>,
  store: Store<Kept>,
  faults: Faults = makeFaults(),
): Hono {
  const app = new Hono();
  const path = `/${party.resource}`;

  app.post(path, async (c) => {
    const receivedAt = Date.now();
    const knobs = await store.knobs();
    const fault = await faults.before(knobs);
    if (fault !== undefined) {
      await store.count('requests', fault.counter);
      if (fault.status === 429) c.header('retry-after', '1');
      return refuse(c, fault.status, fault.code, fault.message);
    }
    const body = await parseBody(c, party.body);
    if (!body.success) {
      await store.count('requests', 'refusedInvalid');
      return refuse(c, 422, 'INVALID_INPUT', body.problem);
    }
    const refusal = party.decide?.(body.data);
    if (refusal !== undefined) {
      await store.count('requests', 'refusedInvalid');
      return refuse(c, 402, refusal.code, refusal.message);
    }
    // The same key makes the same id, so one conditional write tells a repeated request from a new one.
    const key = knobs.honoursKeys ? c.req.header('idempotency-key') : undefined;
    const id = key === undefined ? randomUUID() : createHash('sha256').update(key).digest('hex').slice(0, 32);
    const { entry, duplicate } = await store.add(party.keep(body.data, { id, receivedAt, acceptedAt: Date.now() }));
    await store.count('requests', duplicate ? 'duplicates' : 'accepted');
    if (!duplicate) await party.accepted?.(entry);
    const lost = faults.after(knobs);
    if (lost !== undefined) {
      await store.count(lost.counter);
      return refuse(c, lost.status, lost.code, lost.message);
    }
    return c.json({ id: entry.id, receivedAt: entry.receivedAt }, 202);
  });

  app.get(path, async (c) => {
    const query = Object.entries(party.filters).flatMap(([name, field]) => {
      const wanted = c.req.query(name);
      return wanted === undefined ? [] : [(entry: Kept) => field(entry) === wanted];
    });
    const since = Number(c.req.query('since') ?? 0);
    if (Number.isNaN(since)) return refuse(c, 422, 'INVALID_INPUT', 'since: it must be milliseconds since 1970.');
    const entries = (await store.list()).filter(
      (entry) => (entry.acceptedAt ?? entry.receivedAt) >= since && query.every((matches) => matches(entry)),
    );
    return c.json({ count: entries.length, [party.resource]: entries.map((entry) => party.summary?.(entry) ?? entry) });
  });

  app.get(`${path}/:id`, async (c) => {
    const entry = await store.find(c.req.param('id'));
    return entry === undefined ? refuse(c, 404, 'NOT_FOUND', `The ${party.name} service has no such entry.`) : c.json(entry);
  });

  addControls(app, party.resource, store, async () => {
    await store.clear();
    await party.cleared?.();
  });
  return app;
}
