import type { SetTopicAttributesCommandInput, SetTopicAttributesCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { invalidParameter } from '../errors.ts';
import { storeOf } from '../store.ts';
import { checkTopicAttribute } from '../topic-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes: Operation<SetTopicAttributesCommandInput, SetTopicAttributesCommandOutput> = (input, context) => {
  const { AttributeName: name, AttributeValue: value = '' } = input;
  if (!name) throw invalidParameter('AttributeName');
  const topic = requireTopic(context, input.TopicArn);
  checkTopicAttribute(name, value, topic.fifo);
  topic.attributes = { ...topic.attributes, [name]: value };
  // Empty, these go back to what AWS has by default.
  if (value === '') delete topic.attributes[name];
  storeOf(context.stack).topics.put(topic.arn, topic);
  return {};
};
