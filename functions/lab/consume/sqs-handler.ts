import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { handleFifoBatch } from '../../shared/fifo-batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

const answersItems = process.env.REPORT_ITEM_FAILURES !== 'false';

/** Fed by a poller: a standard queue's batch is handled side by side, a FIFO queue's group by group in order. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler(async (event: SQSEvent, context) => {
    const arrived = arrive(event.Records.length);
    const one = async ({ body, attributes }: SQSRecord) => {
      const receiveCount = Number(attributes.ApproximateReceiveCount);
      await consume(messageSchema.parse(JSON.parse(body)), { ...arrived, receiveCount }, deps);
    };
    const fifo = event.Records[0]?.eventSourceARN.endsWith('.fifo');
    const answer = await (fifo ? handleFifoBatch(event, one) : handleBatch(event, context, one));
    const failed = answer.batchItemFailures.length;
    // whose answer is not read has to fail as a whole: else what failed counts as done
    if (failed > 0 && !answersItems) throw new Error(`${failed} of ${event.Records.length} messages of the batch failed`);
    return answer;
  });
