import { expect, it } from 'vitest';
import type { Activity } from '../activity-store.ts';
import { recordActivity } from './core.ts';

const shared = {
  ...{ shareId: 's1', photoId: 'p1', recipient: 'ada@example.com', mode: 'fanout', linkExpiresAt: 9, stamps: { acceptedAt: 2 } },
  ...{ link: 'http://127.0.0.1/link', thumbnailUrl: 'http://127.0.0.1/thumbnail' },
};

it('keeps one line a share, without the recipient and the link', async () => {
  const lines: Activity[] = [];
  await recordActivity(JSON.stringify(shared), async (line) => void lines.push(line));
  expect(lines).toEqual([{ photoId: 'p1', shareId: 's1', what: 'shared', with: 'a…@example.com', at: 2 }]);
});

it('refuses what is no share', async () => {
  await expect(recordActivity('{}', async () => {})).rejects.toThrow();
});
