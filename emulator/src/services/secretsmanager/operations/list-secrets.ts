import type { ListSecretsCommandInput, ListSecretsCommandOutput } from '@aws-sdk/client-secrets-manager';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { show } from '../show.ts';
import { secretsHere, stagesOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html; of the filters, `name`: the beginning of a name. */
export const listSecrets: Operation<ListSecretsCommandInput, ListSecretsCommandOutput> = (input, context) => {
  const other = input.Filters?.find(({ Key }) => Key !== 'name');
  if (other) throw unsupported('Secrets Manager', `ListSecrets with a filter of ${other.Key}`);
  const names = input.Filters?.flatMap(({ Values = [] }) => Values) ?? [];
  const all = secretsHere(context)
    .filter(({ deleteAt }) => input.IncludePlannedDeletion || deleteAt === undefined)
    .filter(({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)));
  const start = Number(input.NextToken ?? 0) || 0;
  const end = start + (input.MaxResults ?? 100);
  const SecretList = all.slice(start, end).map((secret) => ({ ...show(secret), SecretVersionsToStages: stagesOf(secret) }));
  return { SecretList, ...(end < all.length ? { NextToken: String(end) } : {}) };
};
