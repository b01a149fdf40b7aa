import type { ListSecretVersionIdsCommandInput, ListSecretVersionIdsCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { find } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export const listSecretVersionIds: Operation<ListSecretVersionIdsCommandInput, ListSecretVersionIdsCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context, { deleted: true });
  const Versions = secret.versions
    .filter(({ stages }) => input.IncludeDeprecated || stages.length > 0)
    .map(({ id, stages, created }) => ({ VersionId: id, VersionStages: stages, CreatedDate: new Date(created) }));
  return { ARN: secret.arn, Name: secret.name, Versions };
};
