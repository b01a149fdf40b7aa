import type { ListTagsCommandInput, ListTagsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: Operation<ListTagsCommandInput, ListTagsCommandOutput> = (input, context) => ({
  Tags: { ...tagged(input.Resource, context).tags },
});
