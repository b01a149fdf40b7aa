import type { GetTopicAttributesCommandInput, GetTopicAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { shownTopic } from '../topic-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes: Operation<GetTopicAttributesCommandInput, GetTopicAttributesCommandOutput> = ({ TopicArn }, context) => ({
  Attributes: shownTopic(context.stack, requireTopic(context, TopicArn)),
});
