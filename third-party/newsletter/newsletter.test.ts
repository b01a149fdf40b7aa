import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startThirdParties, type ThirdPartiesServer } from '../server.ts';

let server: ThirdPartiesServer;
beforeAll(async () => {
  server = await startThirdParties();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.newsletter.clear();
  await server.newsletter.setKnobs({ down: false, errorRate: 0 });
});

const add = async () => {
  const body = JSON.stringify({ email: 'ann@example.com', userId: 'a1' });
  const response = await fetch(`${server.newsletter.url}/subscribers`, { method: 'POST', body, headers: { 'idempotency-key': 'k' } });
  return ((await response.json()) as { id: string }).id;
};
const takeOff = async (id: string) => (await fetch(`${server.newsletter.url}/subscribers/${id}`, { method: 'DELETE' })).status;

test('somebody is taken off, once, and may come back', async () => {
  const id = await add();
  expect(await takeOff(id)).toBe(204);
  expect(await server.newsletter.list()).toEqual([]);
  expect(await takeOff(id)).toBe(404);
  expect(await add()).toBe(id);
  expect(await server.newsletter.list({ userId: 'a1' })).toHaveLength(1);
});

test.each([
  [{ down: true }, 503, 'refusedDown'],
  [{ errorRate: 1 }, 500, 'refusedError'],
] as const)('taking off suffers the knobs: %j', async (knobs, status, counter) => {
  const id = await add();
  await server.newsletter.setKnobs(knobs);
  expect(await takeOff(id)).toBe(status);
  expect(await server.newsletter.list()).toHaveLength(1);
  expect((await server.newsletter.stats())[counter]).toBe(1);
});
