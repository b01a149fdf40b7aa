import type { PutSecretValueCommandInput, PutSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { addVersion, find } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue: Operation<PutSecretValueCommandInput, PutSecretValueCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  if (input.SecretString === undefined && input.SecretBinary === undefined)
    throw invalidRequest('You must provide either SecretString or SecretBinary.');
  const version = addVersion(secret, input, context, { token: input.ClientRequestToken, stages: input.VersionStages });
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
};
