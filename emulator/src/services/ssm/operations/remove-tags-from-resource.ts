import type { RemoveTagsFromResourceCommandInput, RemoveTagsFromResourceCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { find, parameterKey, parametersOf } from '../store.ts';

/** Of parameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource: Operation<RemoveTagsFromResourceCommandInput, RemoveTagsFromResourceCommandOutput> = (
  input,
  context,
) => {
  if (input.ResourceType !== 'Parameter') throw unsupported('SSM', `tags of ${input.ResourceType}`);
  const record = find(input.ResourceId ?? '', context);
  if (!record) throw new AwsError('InvalidResourceId', '');
  record.tags = record.tags.filter((tag) => !input.TagKeys?.includes(tag.Key ?? ''));
  parametersOf(context).put(parameterKey(context, record.name), record);
  return {};
};
