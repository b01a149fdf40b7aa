import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { byService } from '../../by-service.ts';
import type { Operation } from '../../service.ts';
import { asyncQueueOf } from '../async/queue.ts';
import { badContent, notSupported, oneOf, tooLarge } from '../errors.ts';
import { execute, newTraceHeader } from '../execute.ts';
import { findFunction, resolveQualifier } from '../names.ts';
import { qualified } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_REQUEST = 6_291_456;
const MAX_EVENT = 1_048_576;

/** The payload, `{}` where there is none. */
function checkPayload(payload: Uint8Array | undefined, limit: number): Uint8Array {
  if (!payload || payload.length === 0) return Buffer.from('{}');
  if (payload.length > limit) throw tooLarge(limit);
  try {
    JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString());
  } catch (error) {
    throw badContent(`Could not parse request body into json: Could not parse payload into json: ${(error as Error).message}`);
  }
  return payload;
}

function readClientContext(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString();
  try {
    JSON.parse(text);
  } catch {
    throw badContent('Client context must be a valid Base64-encoded JSON object.');
  }
  return text;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation<InvokeCommandInput, InvokeCommandOutput> = async (input, context) => {
  const { record, qualifier } = findFunction(input.FunctionName, context, input.Qualifier);
  resolveQualifier(record, qualifier);
  const type = input.InvocationType ?? 'RequestResponse';
  oneOf(type, 'invocationType', ['Event', 'RequestResponse', 'DryRun']);
  if (input.TenantId || input.DurableExecutionName) throw notSupported('TenantId and DurableExecutionName');
  const payload = checkPayload(input.Payload as Uint8Array | undefined, type === 'Event' ? MAX_EVENT : MAX_REQUEST);
  const clientContext = input.ClientContext ? readClientContext(input.ClientContext) : undefined;
  if (type === 'DryRun') return { StatusCode: 204 };

  const { stack, requestId } = context;
  const traceHeader = context.traceHeader ?? newTraceHeader(stack);
  stack.events.emit({
    type: 'lambda.accepted',
    resource: qualified(record, qualifier),
    messageId: requestId,
    traceHeader,
    detail: { invocationType: type, ...byService(context) },
  });
  if (type === 'Event') {
    const now = stack.clock.now();
    const text = Buffer.from(payload).toString();
    asyncQueueOf(stack).add({
      requestId,
      arn: record.arn,
      qualifier,
      payload: text,
      traceHeader,
      clientContext,
      acceptedAt: now,
      attempts: 0,
      throttles: 0,
      dueAt: now,
    });
    return { StatusCode: 202 };
  }
  const { outcome, version } = await execute(stack, record, qualifier, { requestId, payload, traceHeader, clientContext });
  return {
    StatusCode: 200,
    ExecutedVersion: version,
    ...(outcome.status === 'ok' ? {} : { FunctionError: 'Unhandled' }),
    ...(input.LogType === 'Tail'
      ? {
          LogResult: Buffer.from(await outcome.log())
            .subarray(-4096)
            .toString('base64'),
        }
      : {}),
    Payload: outcome.payload as InvokeCommandOutput['Payload'],
  };
};
