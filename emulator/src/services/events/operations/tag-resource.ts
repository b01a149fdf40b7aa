import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { mergeTags, tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = ({ ResourceARN, Tags }, context) => {
  const { tags, put } = tagged(context, ResourceARN);
  put(mergeTags(tags, Tags));
  return {};
};
