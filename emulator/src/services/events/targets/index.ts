import { parseArn } from '../../arn.ts';
import { sendToBus } from './bus.ts';
import { sendToLambda } from './lambda.ts';
import { sendToSns } from './sns.ts';
import { sendToSqs } from './sqs.ts';
import { type Send, TargetError } from './target.ts';

const SENDERS: Record<string, Send> = { lambda: sendToLambda, sqs: sendToSqs, sns: sendToSns, events: sendToBus };

/** Whether the embedded stack delivers to a service. */
export const isSupported = (service: string) => Object.hasOwn(SENDERS, service);

export const sendTo: Send = async (attempt) => {
  const service = parseArn(attempt.target.Arn ?? '')?.service ?? '';
  const send = SENDERS[service];
  if (!send) throw new TargetError('INVALID_PARAMETER', `no target: ${attempt.target.Arn}`);
  return await send(attempt);
};
