import type { CreateAliasCommandInput, CreateAliasCommandOutput } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { validationException } from '../errors.ts';
import { aliasArn, aliasesOf, keyArn, livingKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias: Operation<CreateAliasCommandInput, CreateAliasCommandOutput> = (input, context) => {
  const name = input.AliasName ?? '';
  if (!/^alias\/[\w/-]+$/.test(name))
    throw validationException(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', '');
  const key = livingKey(input.TargetKeyId, context);
  const arn = aliasArn(context, name);
  if (aliasesOf(context).has(arn)) throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  const now = context.stack.clock.now();
  aliasesOf(context).put(arn, { account: context.account, region: context.region, name, target: keyArn(key), created: now, updated: now });
  return {};
};
