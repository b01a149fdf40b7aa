import type { AddTagsToResourceCommandInput, AddTagsToResourceCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { find, parameterKey, parametersOf } from '../store.ts';

/** Of parameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource: Operation<AddTagsToResourceCommandInput, AddTagsToResourceCommandOutput> = (input, context) => {
  if (input.ResourceType !== 'Parameter') throw unsupported('SSM', `tags of ${input.ResourceType}`);
  const record = find(input.ResourceId ?? '', context);
  if (!record) throw new AwsError('InvalidResourceId', '');
  const keys = new Set(input.Tags?.map((tag) => tag.Key));
  record.tags = [...record.tags.filter((tag) => !keys.has(tag.Key)), ...(input.Tags ?? [])];
  parametersOf(context).put(parameterKey(context, record.name), record);
  return {};
};
