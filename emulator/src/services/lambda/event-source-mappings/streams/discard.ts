import type { Stack } from '../../../service.ts';
import type { MappingRecord } from '../record.ts';
import type { Answer } from './invoke-batch.ts';
import type { StreamEventRecord } from './stream-event.ts';

export interface Discarded {
  shard: string;
  records: StreamEventRecord[];
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  invokes: number;
  /** How the function answered last; absent if it never ran. */
  last: Answer | undefined;
}

/** Gives a batch up, and sends what says which records they were to the mapping's destination. */
export async function discard(stack: Stack, record: MappingRecord, discarded: Discarded): Promise<void> {
  const { shard, records, condition, last } = discarded;
  const target = record.stream?.onFailure;
  const hop = { resource: record.functionArn, ...(last ? { messageId: last.requestId } : {}) };
  const detail = { mapping: record.id, stream: record.sourceArn, shard, condition, messageIds: records.map(({ eventID }) => eventID) };
  try {
    if (target) await send(stack, target, JSON.stringify(failureRecord(stack, record, discarded)), record);
    stack.events.emit({ type: 'esm.discarded', ...hop, detail: target ? { ...detail, target } : detail });
  } catch (error) {
    stack.events.emit({ type: 'esm.discarded', ...hop, detail: { ...detail, target, error: (error as Error).message } });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#services-ddb-onfailure-destination */
function failureRecord(stack: Stack, { functionArn, sourceArn }: MappingRecord, { shard, records, condition, invokes, last }: Discarded) {
  const time = (record: StreamEventRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    requestContext: {
      ...(last ? { requestId: last.requestId } : {}),
      functionArn,
      condition,
      approximateInvokeCount: invokes,
    },
    ...(last?.response ? { responseContext: last.response } : {}),
    version: '1.0',
    timestamp: new Date(stack.clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: time(records[0]),
      approximateArrivalOfLastRecord: time(records.at(-1)),
      batchSize: records.length,
      streamArn: sourceArn,
    },
  };
}

async function send(stack: Stack, target: string, body: string, { account: owner }: MappingRecord): Promise<void> {
  const [, , service, region = '', account = '', name] = target.split(':');
  const caller = { account, region, principal: `arn:aws:iam::${owner}:role/lambda` };
  if (service === 'sns') {
    await stack.call('sns', 'Publish', { TopicArn: target, Message: body }, caller);
    return;
  }
  const input = { QueueName: name, QueueOwnerAWSAccountId: account };
  const { QueueUrl } = await stack.call<{ QueueUrl: string }>('sqs', 'GetQueueUrl', input, caller);
  await stack.call('sqs', 'SendMessage', { QueueUrl, MessageBody: body }, caller);
}
