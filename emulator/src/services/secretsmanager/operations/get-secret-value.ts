import type { GetSecretValueCommandInput, GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { secretNotFound } from '../errors.ts';
import { CURRENT, find, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue: Operation<GetSecretValueCommandInput, GetSecretValueCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  const stage = input.VersionStage ?? CURRENT;
  const version = secret.versions.find(({ id, stages }) =>
    input.VersionId === undefined ? stages.includes(stage) : id === input.VersionId && (!input.VersionStage || stages.includes(stage)),
  );
  if (!version)
    throw secretNotFound(
      `Secrets Manager can't find the specified secret value for ${input.VersionId ? `VersionId: ${input.VersionId}` : `staging label: ${stage}`}`,
    );
  secretsOf(context).put(secret.arn, { ...secret, accessed: context.stack.clock.now() });
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.string,
    SecretBinary: version.binary === undefined ? undefined : Buffer.from(version.binary, 'base64'),
    VersionStages: version.stages,
    CreatedDate: new Date(version.created),
  };
};
