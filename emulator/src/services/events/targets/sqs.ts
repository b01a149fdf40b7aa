import { type Send, sendToQueue } from './target.ts';

/** A FIFO queue gets the group that the target names; the queue itself has to tell duplicates by content, as on AWS. */
export const sendToSqs: Send = ({ target, input, ...attempt }) => {
  const { MessageGroupId } = target.SqsParameters ?? {};
  return sendToQueue(attempt, target.Arn ?? '', { MessageBody: input, ...(MessageGroupId ? { MessageGroupId } : {}) });
};
