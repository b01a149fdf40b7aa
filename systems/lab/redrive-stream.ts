import { GetRecordsCommand, GetShardIteratorCommand, type _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { type EventSourceMappingConfiguration, InvokeCommand, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Lab } from './lab.ts';
import { operatorOf } from './operator.ts';

/** What Lambda writes of records of a stream that it gave up: where they stand, and not what they are. */
interface Discarded {
  DDBStreamBatchInfo: { shardId: string; startSequenceNumber: string; endSequenceNumber: string; streamArn: string };
}

/** How the stream of a table feeds a function, by a part of the function's name. */
export async function mappingOf(lab: Lab, functionName: string): Promise<EventSourceMappingConfiguration> {
  for await (const page of paginateListEventSourceMappings({ client: operatorOf(lab).lambda }, {}))
    for (const mapping of page.EventSourceMappings ?? []) if (mapping.FunctionArn?.includes(functionName)) return mapping;
  throw new Error(`Nothing feeds a function ${functionName}`);
}

/**
 * Has given-up records handled after all: takes the dead letters of a mapping, reads the records from the stream (which has them for a day) by
 * their positions, and invokes the function with those that its filter would let through. A letter is deleted when that went well.
 * Answers how many were handled. https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function redriveStream(lab: Lab, mapping: EventSourceMappingConfiguration, wanted: (record: StreamRecord) => boolean) {
  const { sqs, lambda } = operatorOf(lab);
  const QueueName = mapping.DestinationConfig?.OnFailure?.Destination?.split(':').at(-1);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  let handled = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return handled;
    for (const { Body = '', ReceiptHandle } of Messages) {
      const Records = (await recordsOf(lab, JSON.parse(Body) as Discarded)).filter(wanted);
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: mapping.FunctionArn, Payload: JSON.stringify({ Records }) }),
      );
      // who reports what failed answers well all the same
      const { batchItemFailures = [] } = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}') as { batchItemFailures?: unknown[] };
      if (FunctionError || batchItemFailures.length > 0) continue;
      handled += Records.length;
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function recordsOf(lab: Lab, { DDBStreamBatchInfo: about }: Discarded): Promise<StreamRecord[]> {
  const { streams } = operatorOf(lab);
  const { shardId: ShardId, startSequenceNumber: SequenceNumber, endSequenceNumber, streamArn: StreamArn } = about;
  const at = new GetShardIteratorCommand({ StreamArn, ShardId, SequenceNumber, ShardIteratorType: 'AT_SEQUENCE_NUMBER' });
  const found: StreamRecord[] = [];
  for (let { ShardIterator } = await streams.send(at); ShardIterator; ) {
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    for (const record of Records) {
      // they are numbers with more digits than JavaScript's have
      if (BigInt(record.dynamodb?.SequenceNumber ?? 0) > BigInt(endSequenceNumber)) return found;
      found.push(record);
      if (record.dynamodb?.SequenceNumber === endSequenceNumber) return found;
    }
    ShardIterator = NextShardIterator;
  }
  return found;
}
