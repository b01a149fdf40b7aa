import { expect, test, vi } from 'vitest';
import type { ThirdPartyAnswer } from '../../shared/third-party-post.ts';
import { sendWelcome } from './core.ts';

const message = { type: 'UserSignedUp', version: 1, accountId: 'a1', email: 'ann@example.com', name: 'Ann', signedUpAt: 7 };

function deps(answer: () => Promise<ThirdPartyAnswer>) {
  const notes = new Map<string, ThirdPartyAnswer>();
  return {
    store: { find: async (id: string) => notes.get(id), note: async (id: string, done: ThirdPartyAnswer) => void notes.set(id, done) },
    notify: vi.fn(answer),
    log: vi.fn(),
  };
}

test('once, by the account’s own key; a newer message of the same version is understood', async () => {
  const given = deps(async () => ({ id: 'e1' }));
  await sendWelcome(JSON.stringify(message), given);
  await sendWelcome(JSON.stringify({ ...message, plan: 'a field of tomorrow' }), given);
  expect(given.notify).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ userId: 'a1' }), 'welcome:a1');
  expect(given.log).toHaveBeenLastCalledWith(expect.any(String), 'a1', { id: 'e1', duplicate: true });
});

test('what may pass is thrown on, to be tried again; a refusal for good is not', async () => {
  await expect(
    sendWelcome(
      JSON.stringify(message),
      deps(() => Promise.reject(new Error('503'))),
    ),
  ).rejects.toThrow('503');
  const refused = deps(async () => ({ refused: 'INVALID_INPUT' }));
  await sendWelcome(JSON.stringify(message), refused);
  expect(refused.log).toHaveBeenCalledWith(expect.any(String), 'a1', { refused: 'INVALID_INPUT', duplicate: false });
});

test('a message of another version is not understood, and says so', async () => {
  await expect(
    sendWelcome(
      JSON.stringify({ ...message, version: 2 }),
      deps(async () => ({ id: 'e1' })),
    ),
  ).rejects.toThrow('version');
});
