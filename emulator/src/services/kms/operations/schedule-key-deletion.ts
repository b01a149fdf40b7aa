import type { ScheduleKeyDeletionCommandInput, ScheduleKeyDeletionCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { validationException } from '../errors.ts';
import { keyArn, livingKey, put } from '../store.ts';

/** The key goes on the clock, 7 to 30 days from now. https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion: Operation<ScheduleKeyDeletionCommandInput, ScheduleKeyDeletionCommandOutput> = (input, context) => {
  const key = livingKey(input.KeyId, context);
  const days = input.PendingWindowInDays ?? 30;
  if (days < 7 || days > 30)
    throw validationException(
      `1 validation error detected: Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must be between 7 and 30`,
    );
  const deletion = context.stack.clock.now() + days * 86_400_000;
  put({ ...key, enabled: false, deletion }, context);
  return { KeyId: keyArn(key), DeletionDate: new Date(deletion), KeyState: 'PendingDeletion', PendingWindowInDays: days };
};
