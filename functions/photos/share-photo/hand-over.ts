import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { lambda, patientLambda } from '../../shared/clients/lambda.ts';
import { sns } from '../../shared/clients/sns.ts';
import { sqs } from '../../shared/clients/sqs.ts';
import { requiredEnv } from '../../shared/env.ts';
import { HttpError } from '../../shared/errors.ts';
import { type DeliveryMode, deliveryOutcomeSchema } from '../../shared/messages.ts';
import type { SharePhotoDeps } from './core.ts';

const functionName = requiredEnv('SEND_SHARE_EMAIL_FUNCTION_NAME');
const topicArn = requiredEnv('SHARE_REQUESTS_TOPIC_ARN');
const queueUrl = requiredEnv('SHARE_REQUESTS_QUEUE_URL');
const sharedTopicArn = requiredEnv('PHOTO_SHARED_TOPIC_ARN');

type HandOver = SharePhotoDeps['handOver'][DeliveryMode];

const invoke: HandOver = async (request) => {
  const command = new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: JSON.stringify(request) });
  const { $metadata } = await lambda.send(command);
  return { messageId: $metadata.requestId };
};

/** An event of Photos' own: whoever listens says so by a filter, and Photos never learns who that is. */
const announce: HandOver = async (request) => {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const MessageAttributes = { type: text('PhotoShared'), mode: text(request.mode) };
  const { MessageId } = await sns.send(
    new PublishCommand({ TopicArn: sharedTopicArn, Message: JSON.stringify(request), MessageAttributes }),
  );
  return { messageId: MessageId };
};

/** The delivery modes, side by side: the same message by every way. */
export const handOver: SharePhotoDeps['handOver'] = {
  sync: async (request) => {
    const answer = await invokeAndWait(JSON.stringify(request));
    const payload: unknown = JSON.parse(answer.payload);
    if (answer.functionError !== undefined) throw functionFailure(request.shareId, payload);
    return { messageId: answer.requestId, outcome: deliveryOutcomeSchema.parse(payload) };
  },
  async: invoke,
  forget: invoke,
  push: async (request) => {
    const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(request) }));
    return { messageId: MessageId };
  },
  pull: async (request) => {
    const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }));
    return { messageId: MessageId };
  },
  fanout: announce,
  worker: announce,
  confirmed: announce,
};

async function invokeAndWait(payload: string) {
  try {
    const answer = await patientLambda.send(new InvokeCommand({ FunctionName: functionName, Payload: payload }));
    const text = answer.Payload === undefined ? 'null' : Buffer.from(answer.Payload).toString('utf8');
    return { payload: text, functionError: answer.FunctionError, requestId: answer.$metadata.requestId };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new HttpError(504, 'SHARE_TIMED_OUT', 'The mail was not confirmed in time; it may still be sent.', { cause: error });
    throw error;
  }
}

/** A function that ran out of time may still have sent its mail: that is another answer than one that failed. */
function functionFailure(shareId: string, payload: unknown): HttpError {
  const { errorType, errorMessage } = (payload ?? {}) as { errorType?: string; errorMessage?: string };
  const said = errorMessage ?? 'no message';
  if (errorType === 'Sandbox.Timedout' || said.includes('Task timed out'))
    return new HttpError(504, 'SHARE_TIMED_OUT', `The mail of share ${shareId} was not confirmed in time; it may still be sent.`);
  return new HttpError(502, 'SHARE_FAILED', `The mail of share ${shareId} could not be sent: ${said}`);
}
