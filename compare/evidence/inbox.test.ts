import { expect, test } from 'vitest';
import { inboxReader } from './inbox.ts';

interface Mail {
  id: string;
  shareId: string;
  receivedAt: number;
  acceptedAt: number;
}

/** An inbox as the provider's is, which counts what it hands out. */
function inbox() {
  const mails: Mail[] = [];
  let handedOut = 0;
  const list = async ({ since = '0' }: Record<string, string> = {}) => {
    const found = mails.filter(({ acceptedAt }) => acceptedAt >= Number(since));
    handedOut += found.length;
    return found as never;
  };
  const add = (id: string, shareId: string, acceptedAt: number) => mails.push({ id, shareId, receivedAt: acceptedAt, acceptedAt });
  return { add, list, handedOut: () => handedOut };
}

test('each look asks for what is new, and counts each mail once', async () => {
  const provider = inbox();
  const mails = inboxReader(provider);
  for (let n = 0; n < 1000; n++) provider.add(`m${n}`, `s${n % 500}`, 1_000_000 + n * 100);
  expect((await mails()).get('s0')).toBe(2);
  const whole = provider.handedOut();
  for (let look = 0; look < 10; look++) expect((await mails()).size).toBe(500);
  expect(provider.handedOut() - whole).toBeLessThan(1100);
  provider.add('again', 's0', 1_100_000);
  expect((await mails()).get('s0')).toBe(3);
});

test('a mail that is kept a little after a newer one is found', async () => {
  const provider = inbox();
  const mails = inboxReader(provider);
  provider.add('new', 'a', 50_000);
  await mails();
  provider.add('late', 'b', 45_000);
  expect([...(await mails())]).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});
