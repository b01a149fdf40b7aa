import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import { transact } from '../shared/transact.ts';

export interface Stock {
  item: string;
  available: number;
  reserved: number;
  sold: number;
}

/** `cancelled`: the refusal came before the purchase (a tombstone); `refused`: there was not enough. */
export interface Reservation {
  status: 'reserved' | 'released' | 'sold' | 'refused' | 'cancelled';
  item?: string;
  quantity?: number;
}

const at = (pk: string) => ({ TableName: requiredEnv('INVENTORY_TABLE_NAME'), Key: { pk } });
const ofItem = (item: string) => at(`item#${item}`);
const ofOrder = (orderId: string) => at(`order#${orderId}`);

export async function findStock(item: string): Promise<Stock | undefined> {
  const { Item } = await documents.send(new GetCommand({ ...ofItem(item), ConsistentRead: true }));
  return Item && { item, available: Item.available, reserved: Item.reserved, sold: Item.sold };
}

export async function addStock(item: string, quantity: number): Promise<void> {
  const UpdateExpression = 'ADD available :quantity, reserved :none, sold :none';
  await documents.send(
    new UpdateCommand({ ...ofItem(item), UpdateExpression, ExpressionAttributeValues: { ':quantity': quantity, ':none': 0 } }),
  );
}

export async function findReservation(orderId: string): Promise<Reservation | undefined> {
  return (await documents.send(new GetCommand({ ...ofOrder(orderId), ConsistentRead: true }))).Item as Reservation | undefined;
}

/** Writes the first record of an order; false when there is one. */
export async function begin(orderId: string, reservation: Reservation): Promise<boolean> {
  const { TableName, Key } = ofOrder(orderId);
  const put = new PutCommand({ TableName, Item: { ...Key, ...reservation }, ConditionExpression: 'attribute_not_exists(pk)' });
  return holds(documents.send(put));
}

/** Takes stock for an order, both or neither written. */
export async function take(orderId: string, item: string, quantity: number): Promise<'taken' | 'known' | 'too few'> {
  const { TableName, Key } = ofOrder(orderId);
  const failed = await transact([
    { Put: { TableName, Item: { ...Key, status: 'reserved', item, quantity }, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        ...ofItem(item),
        UpdateExpression: 'ADD available :minus, reserved :plus',
        ConditionExpression: 'available >= :plus',
        ExpressionAttributeValues: { ':plus': quantity, ':minus': -quantity },
      },
    },
  ]);
  if (failed.length === 0) return 'taken';
  return failed.includes(0) ? 'known' : 'too few';
}

/** Moves what is reserved for an order on: back to the shelf, or out of the house. False when it isn't reserved any more. */
export async function move(orderId: string, { item = '', quantity = 0 }: Reservation, to: 'released' | 'sold'): Promise<boolean> {
  const failed = await transact([
    {
      Update: {
        ...ofOrder(orderId),
        UpdateExpression: 'SET #status = :to',
        ConditionExpression: '#status = :reserved',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':to': to, ':reserved': 'reserved' },
      },
    },
    {
      Update: {
        ...ofItem(item),
        UpdateExpression: 'ADD reserved :minus, #to :plus',
        ExpressionAttributeNames: { '#to': to === 'sold' ? 'sold' : 'available' },
        ExpressionAttributeValues: { ':plus': quantity, ':minus': -quantity },
      },
    },
  ]);
  return failed.length === 0;
}
