import type { SetQueueAttributesCommandInput, SetQueueAttributesCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidAttributeName, invalidParameter, missingParameter } from '../errors.ts';
import { parseAttributes } from '../queue-attributes.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export function setQueueAttributes(input: SetQueueAttributesCommandInput, context: Context): Answer<SetQueueAttributesCommandOutput> {
  const store = storeOf(context.stack);
  const queue = store.byUrl(input.QueueUrl, context);
  const { record } = queue;
  if (!input.Attributes || Object.keys(input.Attributes).length === 0) throw missingParameter('Attribute.Name');
  if (input.Attributes.FifoQueue !== undefined && input.Attributes.FifoQueue !== record.attributes.FifoQueue)
    throw invalidAttributeName('FifoQueue');
  const attributes = { ...record.attributes, ...parseAttributes(input.Attributes, record, store) };
  if (attributes.FifoThroughputLimit === 'perMessageGroupId' && attributes.DeduplicationScope !== 'messageGroup')
    throw invalidParameter('The perMessageGroupId value of FifoThroughputLimit is allowed only when DeduplicationScope is messageGroup.');
  record.attributes = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  record.modifiedAt = Math.floor(context.stack.clock.now());
  store.save(record);
  queue.reconfigure();
  return {};
}
