import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../service.ts';
import { find, secretsOf } from '../store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const secret = find(input.SecretId, context);
  const keys = new Set(input.Tags?.map(({ Key }) => Key));
  const tags = [...secret.tags.filter(({ Key }) => !keys.has(Key)), ...(input.Tags ?? [])];
  secretsOf(context).put(secret.arn, { ...secret, tags });
  return {};
};
