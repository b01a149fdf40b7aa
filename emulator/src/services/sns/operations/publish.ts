import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { invalidParameter } from '../errors.ts';
import { accept, draft } from '../publish.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish: Operation<PublishCommandInput, PublishCommandOutput> = (input, context) => {
  const target = input.TopicArn ?? input.TargetArn;
  if (input.PhoneNumber !== undefined) throw unsupported('sns', 'Publish to a phone number');
  if (target?.includes(':endpoint/')) throw unsupported('sns', 'Publish to a platform endpoint');
  if (!target) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = requireTopic(context, target, input.TopicArn ? 'TopicArn' : 'TargetArn');
  return accept(context, topic, draft(topic, input));
};
