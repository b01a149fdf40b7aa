import { Agent, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as TlsAgent } from 'node:https';
import type { Stack } from '../../service.ts';
import { envelope, printEnvelope } from '../envelope.ts';
import { bodyFor } from '../message.ts';
import { type Attempt, ClientSideError, type Send } from './endpoint.ts';

/**
 * How long an endpoint may take to answer. Its work is real work, as a function's is: on a clock of scale 60 it still has 15 real
 * seconds, and on a frozen one it has them until the clock is moved.
 */
const ANSWER_WITHIN = 15_000;

/** Connections are kept between messages, as SNS keeps them. */
const agentsOf = (stack: Stack) =>
  stack.singleton('sns.agents', () => {
    const http = new Agent({ keepAlive: true });
    const https = new TlsAgent({ keepAlive: true });
    return {
      http,
      https,
      stop() {
        http.destroy();
        https.destroy();
      },
    };
  });

/** Posts a message; any 2xx answer in time is a delivery. https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
export const sendToHttp: Send = async (attempt) => {
  const { message, subscription, stack, topic } = attempt;
  const raw = message.type === 'Notification' && subscription.attributes.RawMessageDelivery === 'true';
  const body = raw ? bodyFor(message, subscription.protocol) : printEnvelope(await envelope(stack, topic, subscription, message));
  const { status, requestId } = await post(attempt, raw, Buffer.from(body));
  if (status >= 200 && status < 300) return requestId ? { downstreamId: requestId } : {};
  const text = `the endpoint answered ${status}`;
  if (status >= 500 || status === 429 || status < 200) throw new Error(text);
  throw new ClientSideError(text);
};

function headersOf({ message, subscription, policy, traceHeader }: Attempt, raw: boolean): Record<string, string> {
  return {
    'x-amz-sns-message-type': message.type,
    'x-amz-sns-message-id': message.messageId,
    'x-amz-sns-topic-arn': message.topicArn,
    ...(message.type === 'Notification' ? { 'x-amz-sns-subscription-arn': subscription.arn } : {}),
    ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
    'content-type': policy.requestPolicy?.headerContentType ?? 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    ...(traceHeader ? { 'x-amzn-trace-id': traceHeader } : {}),
  };
}

function post(attempt: Attempt, raw: boolean, body: Buffer): Promise<{ status: number; requestId: string | undefined }> {
  const { stack, subscription, signal } = attempt;
  const url = new URL(subscription.endpoint);
  const agents = agentsOf(stack);
  const headers = { ...headersOf(attempt, raw), 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const [send, agent] = url.protocol === 'https:' ? [requestHttps, agents.https] : [requestHttp, agents.http];
    const request = send(url, { method: 'POST', agent, headers, signal }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, requestId: response.headers['x-amzn-requestid']?.toString() }));
    });
    const late = stack.clock.after(ANSWER_WITHIN * stack.clock.scale, () => request.destroy(new Error('no answer within 15 seconds')));
    request.on('error', reject);
    request.on('close', () => late.cancel());
    request.end(body);
  });
}
