import { parseArn } from '../../arn.ts';
import { callerFor, type Send } from './target.ts';

export const sendToSns: Send = async ({ stack, target, input, ...attempt }) => {
  const arn = parseArn(target.Arn ?? '') ?? { account: '', region: '' };
  const publish = { TopicArn: target.Arn, Message: input };
  const { MessageId } = await stack.call<{ MessageId?: string }>('sns', 'Publish', publish, callerFor(arn, attempt));
  return MessageId ? { downstreamId: MessageId } : {};
};
