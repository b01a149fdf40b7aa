import type { UpdateSecretVersionStageCommandInput, UpdateSecretVersionStageCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { invalidParameter, secretNotFound } from '../errors.ts';
import { find, moveStage, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const updateSecretVersionStage: Operation<UpdateSecretVersionStageCommandInput, UpdateSecretVersionStageCommandOutput> = (
  input,
  context,
) => {
  const secret = find(input.SecretId, context);
  const { VersionStage: stage = '', MoveToVersionId, RemoveFromVersionId } = input;
  const holder = secret.versions.find(({ stages }) => stages.includes(stage));
  if (holder && holder.id !== (RemoveFromVersionId ?? (MoveToVersionId === holder.id ? holder.id : undefined)))
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}.`,
    );
  if (MoveToVersionId) {
    const target = secret.versions.find(({ id }) => id === MoveToVersionId);
    if (!target) throw secretNotFound();
    moveStage(secret, stage, target);
  } else if (holder) holder.stages = holder.stages.filter((each) => each !== stage);
  secretsOf(context).put(secret.arn, secret);
  return { ARN: secret.arn, Name: secret.name };
};
