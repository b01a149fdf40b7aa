import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { OrderStep } from '../../orders/messages.ts';
import { sqs } from '../clients/sqs.ts';
import { requiredEnv } from '../env.ts';

/** Tells Orders what became of a part, by Orders' own queue. */
export const tellOrders =
  (part: OrderStep['part'], orderId: string) =>
  async (outcome: OrderStep['outcome'], reason?: string): Promise<void> => {
    const step: OrderStep = { type: 'OrderStep', version: 1, orderId, part, outcome, ...(reason === undefined ? {} : { reason }) };
    await sqs.send(new SendMessageCommand({ QueueUrl: requiredEnv('ORDER_STEPS_QUEUE_URL'), MessageBody: JSON.stringify(step) }));
  };
