import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { handleFifoBatch } from '../../shared/fifo-batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

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
    return fifo ? handleFifoBatch(event, one) : handleBatch(event, context, one);
  });
