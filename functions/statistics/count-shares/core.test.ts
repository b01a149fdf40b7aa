import { expect, it } from 'vitest';
import { countShare } from './core.ts';

const shared = {
  ...{ shareId: 's1', photoId: 'p1', recipient: 'ada@example.com', mode: 'fanout', linkExpiresAt: 9, stamps: { acceptedAt: 2 } },
  ...{ link: 'http://127.0.0.1/link', thumbnailUrl: 'http://127.0.0.1/thumbnail' },
};

it('counts a share once, and says when it comes again', async () => {
  const seen = new Set<string>();
  const lines: unknown[] = [];
  const deps = {
    countOnce: async (id: string) => !seen.has(id) && seen.add(id) !== undefined,
    log: (...line: unknown[]) => void lines.push(line),
  };
  await countShare(JSON.stringify(shared), deps);
  await countShare(JSON.stringify(shared), deps);
  expect(lines).toEqual([false, true].map((duplicate) => ['counted', 's1', { photoId: 'p1', duplicate }]));
  await expect(countShare('{}', deps)).rejects.toThrow();
});
