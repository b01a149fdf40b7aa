import type { RestoreSecretCommandInput, RestoreSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { find, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export const restoreSecret: Operation<RestoreSecretCommandInput, RestoreSecretCommandOutput> = (input, context) => {
  const { deleted: _, deleteAt: __, ...secret } = find(input.SecretId, context, { deleted: true });
  secretsOf(context).put(secret.arn, secret);
  return { ARN: secret.arn, Name: secret.name };
};
