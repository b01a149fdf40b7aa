import type { UpdateAliasCommandInput, UpdateAliasCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { aliasArn, aliasesOf, keyArn, livingKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export const updateAlias: Operation<UpdateAliasCommandInput, UpdateAliasCommandOutput> = (input, context) => {
  const arn = aliasArn(context, input.AliasName ?? '');
  const alias = aliasesOf(context).get(arn);
  if (!alias) throw notFound(`Alias ${arn} is not found.`);
  aliasesOf(context).put(arn, { ...alias, target: keyArn(livingKey(input.TargetKeyId, context)), updated: context.stack.clock.now() });
  return {};
};
