import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn.ts';
import { envelope, shownAttributes } from '../envelope.ts';
import type { Attempt, Send } from './endpoint.ts';
import { inProcess } from './in-process.ts';

/** Invokes a function asynchronously: SNS is done once Lambda has taken the event; a handler that throws is Lambda's own business. */
export const sendToLambda: Send = async (attempt) => {
  const { stack, subscription, traceHeader, signal } = attempt;
  const { account, region } = parseArn(subscription.endpoint) ?? { account: '', region: '' };
  const Payload = Buffer.from(JSON.stringify({ Records: [await record(attempt)] }));
  const input = { FunctionName: subscription.endpoint, InvocationType: 'Event', Payload };
  const requestId = randomUUID();
  const caller = { account, region, principal: 'sns.amazonaws.com', traceHeader, signal, requestId };
  await inProcess(() => stack.call('lambda', 'Invoke', input, caller));
  return { downstreamId: requestId };
};

/** The event's own spelling: `…Url`, and a Subject that is null where there is none. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
async function record({ stack, topic, subscription, message }: Attempt): Promise<object> {
  const shown = await envelope(stack, topic, subscription, message);
  return {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    Sns: {
      Type: shown.Type,
      MessageId: shown.MessageId,
      TopicArn: shown.TopicArn,
      Subject: shown.Subject ?? null,
      Message: shown.Message,
      Timestamp: shown.Timestamp,
      SignatureVersion: shown.SignatureVersion,
      Signature: shown.Signature,
      SigningCertUrl: shown.SigningCertURL,
      UnsubscribeUrl: shown.UnsubscribeURL,
      MessageAttributes: shownAttributes(message),
    },
  };
}
