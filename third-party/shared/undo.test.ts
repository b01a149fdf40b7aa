import { expect, it } from 'vitest';
import { createPaymentApp } from '../payment/app.ts';
import { memoryStores } from './memory-store.ts';

const json = (body: unknown, key: string) => ({
  ...{ method: 'POST', body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
});

it('keeps every undoing of those that come at once, and each key once', async () => {
  const app = createPaymentApp(memoryStores()('payment'));
  const charged = await app.request('/charges', json({ orderId: 'o1', amount: 100, card: 'tok_good' }, 'charge'));
  const { id } = (await charged.json()) as { id: string };
  const keys = ['a', 'b', 'a', 'c', 'b', 'a'];
  const answers = await Promise.all(keys.map((key) => app.request('/refunds', json({ id }, key))));
  expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 202));
  const { undone } = (await (await app.request(`/charges/${id}`)).json()) as { undone: { id: string }[] };
  expect(undone).toHaveLength(3);
  expect(new Set(undone.map((one) => one.id)).size).toBe(3);
  expect(await (await app.request('/stats')).json()).toMatchObject({ accepted: 1 + 3, duplicates: 3 });
});
