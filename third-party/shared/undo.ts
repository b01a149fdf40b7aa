import { createHash, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import * as z from 'zod';
import type { Faults } from './faults.ts';
import { parseBody, refuse } from './http.ts';
import type { Entry, Store } from './store.ts';

/** Something done that took back an entry: a refund, a cancellation. */
export interface Undoing {
  id: string;
  at: number;
  reason: string;
}

export interface Undoable extends Entry {
  undone: Undoing[];
}

const bodySchema = z.object({ id: z.string().min(1), reason: z.string().max(300).default('') });

/**
 * Adds POST /<path> {id, reason}, which takes an entry back. It suffers the knobs as the work itself does, honours idempotency keys as
 * that does, and without one takes the entry back as often as it is asked to.
 */
export function addUndo<Kept extends Undoable>(app: Hono, path: string, store: Store<Kept>, faults: Faults): void {
  app.post(`/${path}`, async (c) => {
    const knobs = await store.knobs();
    const fault = await faults.before(knobs);
    if (fault !== undefined) {
      await store.count('requests', fault.counter);
      return refuse(c, fault.status, fault.code, fault.message);
    }
    const body = await parseBody(c, bodySchema);
    const key = knobs.honoursKeys ? c.req.header('idempotency-key') : undefined;
    const id = key === undefined ? randomUUID() : createHash('sha256').update(key).digest('hex').slice(0, 32);
    let duplicate = false;
    const takeBack = (reason: string) => (kept: Kept) => {
      duplicate = kept.undone.some((one) => one.id === id);
      return duplicate ? kept : { ...kept, undone: [...kept.undone, { id, at: Date.now(), reason }] };
    };
    const entry = body.success ? await store.update(body.data.id, takeBack(body.data.reason)) : undefined;
    if (!body.success || entry === undefined) {
      await store.count('requests', 'refusedInvalid');
      return body.success ? refuse(c, 404, 'NOT_FOUND', 'There is nothing of that id.') : refuse(c, 422, 'INVALID_INPUT', body.problem);
    }
    await store.count('requests', duplicate ? 'duplicates' : 'accepted');
    return c.json({ id }, 202);
  });
}
