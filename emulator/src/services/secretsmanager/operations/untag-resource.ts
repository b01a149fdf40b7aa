import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { find, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  secretsOf(context).put(secret.arn, { ...secret, tags: secret.tags.filter(({ Key = '' }) => !input.TagKeys?.includes(Key)) });
  return {};
};
