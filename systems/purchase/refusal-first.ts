import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderRefused, Purchased } from '../../functions/orders/messages.ts';
import type { Lab } from '../lab/lab.ts';
import { operatorOf } from '../lab/operator.ts';
import { isIdle } from '../lab/redrive.ts';
import { PATIENCE_S, type Shelf } from './orders.ts';

/** Who may hear of a refusal before the purchase: queue, table, and the key of an order there. */
const PARTS = [
  { queue: 'PaymentQueueUrl', table: 'PaymentsTableName', key: (orderId: string) => ({ orderId }) },
  { queue: 'DispatchQueueUrl', table: 'DispatchesTableName', key: (orderId: string) => ({ orderId }) },
  { queue: 'InventoryQueueUrl', table: 'InventoryTableName', key: (orderId: string) => ({ pk: `order#${orderId}` }) },
];

/** Queues keep no order. Here a refusal is put into each before its purchase, by hand, and both twice. */
export async function refusalFirst(lab: Lab, { plenty }: Shelf): Promise<void> {
  const { sqs, tables } = operatorOf(lab);
  const orderId = lab.unique('order');
  const told = { version: 1, orderId, date: new Date().toISOString(), prime: false } as const;
  const refused: OrderRefused = { type: 'OrderRefused', ...told, reason: 'payment: CARD_DECLINED' };
  const purchased: Purchased = {
    ...{ type: 'PurchasedItemOnWebsite', ...told, item: plenty, quantity: 1, user: lab.unique('user') },
    ...{ price: 100, instructions: '', card: 'tok_good' },
  };
  const send = async (message: object) => {
    for (const { queue } of PARTS)
      for (let copy = 0; copy < 2; copy++)
        await sqs.send(new SendMessageCommand({ QueueUrl: lab.output(queue), MessageBody: JSON.stringify(message) }));
  };
  const statuses = () =>
    Promise.all(
      PARTS.map(async ({ table, key }) => {
        const { Item } = await tables.send(new GetCommand({ TableName: lab.output(table), Key: key(orderId), ConsistentRead: true }));
        return Item?.status as string | undefined;
      }),
    );
  lab.say('a refusal is put into the queues before its purchase, by hand, and both twice');
  await send(refused);
  await lab.until('each has noted the refusal', PATIENCE_S, async () => (await statuses()).every((status) => status !== undefined));
  await send(purchased);
  await lab.until('the queues are empty', PATIENCE_S, async () =>
    (await Promise.all(PARTS.map(({ queue }) => isIdle(lab, lab.output(queue))))).every(Boolean),
  );
  const { payment, carrier } = lab.thirdParties;
  const done = [...(await payment.list({ orderId })), ...(await carrier.list({ orderId }))].length;
  const found = await statuses();
  lab.promise(
    'a refusal that comes before its purchase wins',
    done === 0 && found.every((status) => status === 'cancelled'),
    `${found.filter((status) => status === 'cancelled').length} of 3 parts cancelled; ${done} charges or parcels`,
  );
}
