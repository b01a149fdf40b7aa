import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn.ts';
import { callerFor, type Send } from './target.ts';

/** Invokes a function asynchronously: EventBridge is done once Lambda has taken the event; a handler that throws is Lambda's own business. */
export const sendToLambda: Send = async ({ stack, target, input, ...attempt }) => {
  const arn = parseArn(target.Arn ?? '') ?? { account: '', region: '' };
  const requestId = randomUUID();
  const invoke = { FunctionName: target.Arn, InvocationType: 'Event', Payload: Buffer.from(input) };
  await stack.call('lambda', 'Invoke', invoke, { ...callerFor(arn, attempt), requestId });
  return { downstreamId: requestId };
};
