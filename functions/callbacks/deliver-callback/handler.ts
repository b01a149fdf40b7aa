import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { requiredEnv } from '../../shared/env.ts';
import { logger, logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { store } from '../callback-store.ts';
import { deliveryDueSchema } from '../messages.ts';
import { allowedBy } from '../outgoing/address.ts';
import { send } from '../outgoing/send.ts';
import { hideDelivery, queueNotice } from '../queues.ts';
import { type DeliverCallbackDeps, deliverCallback } from './core.ts';

const allowed = allowedBy(process.env.CALLBACK_ALLOW ?? '');

const deps: DeliverCallbackDeps = {
  store,
  send: (url, body, headers) => send(url, body, headers, { allowed }),
  notify: queueNotice,
  log: logHop,
  ladder: requiredEnv('CALLBACK_LADDER_S').split(',').map(Number),
  now: Date.now,
};

/** True when the message is done with. One that comes later stays in the queue, hidden until then. */
async function handle({ body, receiptHandle, attributes, messageId }: SQSRecord): Promise<boolean> {
  try {
    const seconds = await deliverCallback(deliveryDueSchema.parse(JSON.parse(body)), Number(attributes.ApproximateReceiveCount), deps);
    if (seconds !== undefined) await hideDelivery(receiptHandle, seconds);
    return seconds === undefined;
  } catch (error) {
    logger.error('record failed', { error: error as Error, messageId, receiveCount: attributes.ApproximateReceiveCount });
    return false;
  }
}

/** The deliveries of a batch go side by side: a slow endpoint delays none of the others, and holds up the batch for three seconds at most. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const done = await Promise.all(Records.map(handle));
    return { batchItemFailures: Records.flatMap(({ messageId }, n) => (done[n] ? [] : [{ itemIdentifier: messageId }])) };
  });
