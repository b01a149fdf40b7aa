import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { find } from '../store.ts';

/** Of parameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput> = (input, context) => {
  if (input.ResourceType !== 'Parameter') throw unsupported('SSM', `tags of ${input.ResourceType}`);
  const record = find(input.ResourceId ?? '', context);
  if (!record) throw new AwsError('InvalidResourceId', '');
  return { TagList: record.tags };
};
