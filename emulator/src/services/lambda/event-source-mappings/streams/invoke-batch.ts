import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Stack } from '../../../service.ts';
import { readBatchResponse } from '../batch-response.ts';
import type { MappingRecord } from '../record.ts';
import { eventPayload, type StreamEventRecord } from './stream-event.ts';

export interface Answer {
  /** Index of the first record that was not handled; the batch's length if all were. */
  handled: number;
  /** Why not all were handled. */
  reason?: string;
  /** The function did not run: this counts as no attempt. */
  notRun?: true;
  requestId: string;
  /** As the function answered, for the failure record. */
  response?: { statusCode: number; executedVersion: string; functionError?: string };
}

/**
 * Hands a batch to the function once. Under ReportBatchItemFailures the lowest sequence number that failed is where the shard goes on:
 * what comes after is handed over again even if the function handled it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function invokeBatch(
  stack: Stack,
  record: MappingRecord,
  records: StreamEventRecord[],
  { requestId, signal }: { requestId: string; signal: AbortSignal },
): Promise<Answer> {
  const input = { FunctionName: record.functionArn, InvocationType: 'RequestResponse', Payload: eventPayload(records) };
  const caller = { account: record.account, region: record.region, requestId, signal };
  let answer: InvokeCommandOutput;
  try {
    answer = await stack.call<InvokeCommandOutput>('lambda', 'Invoke', input, caller);
  } catch (error) {
    return { handled: 0, reason: (error as Error).message, notRun: true, requestId };
  }
  const text = Buffer.from(answer.Payload ?? []).toString();
  const { FunctionError: functionError, ExecutedVersion: executedVersion = '$LATEST' } = answer;
  const response = { statusCode: 200, executedVersion, ...(functionError ? { functionError } : {}) };
  if (functionError) return { handled: 0, reason: `${functionError}: ${text.slice(0, 500)}`, requestId, response };
  if (!record.partialResponses) return { handled: records.length, requestId, response };
  const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const { failed, reason = 'the function reported failed records' } = readBatchResponse(text, ids);
  if (failed.length === 0) return { handled: records.length, requestId, response };
  return { handled: ids.findIndex((id) => failed.includes(id)), reason, requestId, response };
}
