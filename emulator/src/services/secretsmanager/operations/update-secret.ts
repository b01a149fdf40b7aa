import type { UpdateSecretCommandInput, UpdateSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { addVersion, find, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export const updateSecret: Operation<UpdateSecretCommandInput, UpdateSecretCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  secret.description = input.Description ?? secret.description;
  secret.kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
  secret.changed = context.stack.clock.now();
  secretsOf(context).put(secret.arn, secret);
  const answer = { ARN: secret.arn, Name: secret.name };
  if (input.SecretString === undefined && input.SecretBinary === undefined) return answer;
  return { ...answer, VersionId: addVersion(secret, input, context, { token: input.ClientRequestToken }).id };
};
