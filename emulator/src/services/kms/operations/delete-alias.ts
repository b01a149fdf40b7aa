import type { DeleteAliasCommandInput, DeleteAliasCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { aliasArn, aliasesOf } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const deleteAlias: Operation<DeleteAliasCommandInput, DeleteAliasCommandOutput> = (input, context) => {
  const arn = aliasArn(context, input.AliasName ?? '');
  if (!aliasesOf(context).delete(arn)) throw notFound(`Alias ${arn} is not found.`);
  return {};
};
