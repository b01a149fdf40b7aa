import type { ListAliasesCommandInput, ListAliasesCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { aliasArn, allAliases, keyArn, keyOf, page } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const listAliases: Operation<ListAliasesCommandInput, ListAliasesCommandOutput> = (input, context) => {
  const target = input.KeyId === undefined ? undefined : keyArn(keyOf(input.KeyId, context));
  const { items, ...rest } = page(
    allAliases(context).filter((alias) => !target || alias.target === target),
    input,
  );
  return {
    Aliases: items.map((alias) => ({
      AliasName: alias.name,
      AliasArn: aliasArn(alias, alias.name),
      TargetKeyId: alias.target.slice(alias.target.indexOf('/') + 1),
      CreationDate: new Date(alias.created),
      LastUpdatedDate: new Date(alias.updated),
    })),
    ...rest,
  };
};
