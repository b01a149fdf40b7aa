import { AwsError } from '../../errors.ts';
import type { Stack } from '../../service.ts';
import type { Executed } from '../execute.ts';
import { type FunctionRecord, LATEST, latestOf, qualified } from '../store.ts';
import { eventInvokeOf, type QueuedEvent } from './record.ts';

export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

interface Ended {
  record: FunctionRecord;
  event: QueuedEvent;
  condition: Condition;
  /** How the function answered last; absent if it never ran. */
  last: Executed | undefined;
}

/** Sends a finished event's record to its destination, and a failed event to the dead-letter queue. */
export async function deliverEnd(stack: Stack, ended: Ended): Promise<void> {
  const { record, event, condition } = ended;
  const config = eventInvokeOf(record, event.qualifier);
  const target = condition === 'Success' ? config?.onSuccess : config?.onFailure;
  const deadLetter = condition === 'Success' ? undefined : latestOf(record).DeadLetterConfig?.TargetArn;
  const hop = { resource: qualified(record, event.qualifier), messageId: event.requestId, traceHeader: event.traceHeader };
  /** What cannot be delivered is told of, and given up: AWS counts it in DestinationDeliveryFailures. */
  const attempt = async (to: string, body: string, attributes?: object) => {
    try {
      await send(stack, to, body, record, event, attributes);
      return true;
    } catch (error) {
      const reason = error instanceof AwsError ? error.code : String(error);
      stack.events.emit({ type: 'lambda.dropped', ...hop, detail: { reason: 'DestinationDeliveryFailed', target: to, error: reason } });
      return false;
    }
  };

  let kept = deadLetter ? await attempt(deadLetter, event.payload, deadLetterAttributes(ended)) : false;
  if (target) kept = (await attempt(target, JSON.stringify(recordOf(stack, ended)))) || kept;
  if (condition === 'Success') return;
  const detail = { reason: condition, attempts: event.attempts };
  if (kept) stack.events.emit({ type: 'lambda.dead-lettered', ...hop, detail: { ...detail, target: target ?? deadLetter } });
  else if (!target && !deadLetter) stack.events.emit({ type: 'lambda.dropped', ...hop, detail });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf(stack: Stack, { record, event, condition, last }: Ended) {
  return {
    version: '1.0',
    timestamp: new Date(stack.clock.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: qualified(record, event.qualifier ?? LATEST),
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload),
    ...(last && {
      responseContext: {
        statusCode: 200,
        executedVersion: last.version,
        ...(last.outcome.status === 'ok' ? {} : { functionError: 'Unhandled' }),
      },
      responsePayload: parsed(last.outcome.payload),
    }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function deadLetterAttributes({ event, last }: Ended) {
  const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });
  const message = (last && (parsed(last.outcome.payload) as { errorMessage?: string } | null)?.errorMessage) ?? '';
  return {
    RequestID: text(event.requestId),
    ErrorCode: text(last ? '200' : '429', 'Number'),
    ...(message ? { ErrorMessage: text(message.slice(0, 1024)) } : {}),
  };
}

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return Buffer.from(payload).toString();
  }
}

async function send(
  stack: Stack,
  target: string,
  body: string,
  record: FunctionRecord,
  event: QueuedEvent,
  attributes?: object,
): Promise<void> {
  const [, , service, region = record.region, account = record.account, ...rest] = target.split(':');
  const caller = { account, region, principal: `arn:aws:iam::${record.account}:role/lambda`, traceHeader: event.traceHeader };
  const MessageAttributes = attributes ? { MessageAttributes: attributes } : {};
  if (service === 'sqs') {
    const { QueueUrl } = await stack.call<{ QueueUrl: string }>(
      'sqs',
      'GetQueueUrl',
      { QueueName: rest[0], QueueOwnerAWSAccountId: account },
      caller,
    );
    await stack.call('sqs', 'SendMessage', { QueueUrl, MessageBody: body, ...MessageAttributes }, caller);
  } else if (service === 'sns') await stack.call('sns', 'Publish', { TopicArn: target, Message: body, ...MessageAttributes }, caller);
  else if (service === 'events') await putOnBus(stack, target, body, record, event);
  else await stack.call('lambda', 'Invoke', { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(body) }, caller);
}

/**
 * The record as an event of source `lambda`: the bus and the function are its resources.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
async function putOnBus(stack: Stack, bus: string, body: string, record: FunctionRecord, event: QueuedEvent): Promise<void> {
  const { condition } = (JSON.parse(body) as { requestContext: { condition: Condition } }).requestContext;
  const Entry = {
    EventBusName: bus,
    Source: 'lambda',
    DetailType: `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`,
    Resources: [bus, qualified(record, event.qualifier ?? LATEST)],
    Detail: body,
  };
  // As the function's own account: the bus of another one has to let it.
  const caller = { account: record.account, region: record.region, principal: 'lambda.amazonaws.com', traceHeader: event.traceHeader };
  const { Entries } = await stack.call<{ Entries: { ErrorCode?: string; ErrorMessage?: string }[] }>(
    'events',
    'PutEvents',
    { Entries: [Entry] },
    caller,
  );
  const [{ ErrorCode, ErrorMessage } = {}] = Entries;
  if (ErrorCode) throw new AwsError(ErrorCode, ErrorMessage ?? ErrorCode);
}
