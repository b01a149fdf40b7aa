import type { DeleteSecretCommandInput, DeleteSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { find, secretsOf } from '../store.ts';

const DAY = 86_400_000;

/** It can be restored for 7 to 30 days, unless it shall go at once. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deleteSecret: Operation<DeleteSecretCommandInput, DeleteSecretCommandOutput> = (input, context) => {
  const { RecoveryWindowInDays: days = 30, ForceDeleteWithoutRecovery: force } = input;
  if (force && input.RecoveryWindowInDays !== undefined)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days < 7 || days > 30) throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  const now = context.stack.clock.now();
  try {
    const secret = find(input.SecretId, context, { deleted: force ?? false });
    const deleteAt = now + (force ? 0 : days * DAY);
    if (force) secretsOf(context).delete(secret.arn);
    else secretsOf(context).put(secret.arn, { ...secret, deleted: now, deleteAt });
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deleteAt) };
  } catch (error) {
    // By force, what is gone already is deleted without a word
    if (!force || !(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
    return { Name: input.SecretId, DeletionDate: new Date(now) };
  }
};
