import { expect, it } from 'vitest';
import { groupOf } from './change-queue.ts';

it("gives each user a group that SQS takes: its id, or a hash where the id isn't one", () => {
  expect(groupOf('user-1@crm')).toBe('user-1@crm');
  for (const userId of ['ann smith', 'ål', 'x'.repeat(129)]) expect(groupOf(userId)).toMatch(/^[0-9a-f]{64}$/);
  expect(groupOf('ann smith')).not.toBe(groupOf('ann  smith'));
});
