import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds, ifHolds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import type { OrderEvent, OrderStep, Purchased } from './messages.ts';

export interface Order extends Omit<Purchased, 'type' | 'version'> {
  status: 'pending' | 'confirmed' | 'refused';
  reason?: string;
  /** Of each part that has answered: when, and what. */
  steps: Partial<Record<OrderStep['part'], { outcome: OrderStep['outcome']; reason?: string; at: string }>>;
}

const key = (orderId: string) => ({ TableName: requiredEnv('ORDERS_TABLE_NAME'), Key: { orderId } });

export async function findOrder(orderId: string): Promise<Order | undefined> {
  const { Item } = await documents.send(new GetCommand({ ...key(orderId), ConsistentRead: true }));
  return visible(Item);
}

/**
 * Writes a new order and, in the same write, the message that tells of it (`outbox`): there is never one without the other. The table's
 * stream carries the message out. (Without one where a state machine conducts, and nobody is to be told.) Answers the order that is there
 * already when its id is taken.
 */
export async function beginOrder(order: Order, message: Purchased | undefined): Promise<Order | undefined> {
  const { TableName } = key(order.orderId);
  const Item = { ...order, outbox: message && JSON.stringify(message) };
  const made = await holds(documents.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(orderId)' })));
  return made ? undefined : findOrder(order.orderId);
}

/** Notes what a part answered, the first answer for good; undefined when there is no such order. */
export async function noteStep({ orderId, part, outcome, reason }: OrderStep, at: string): Promise<Order | undefined> {
  const noted = await ifHolds(
    documents.send(
      new UpdateCommand({
        ...key(orderId),
        UpdateExpression: 'SET #steps.#part = if_not_exists(#steps.#part, :step)',
        ConditionExpression: 'attribute_exists(orderId)',
        ExpressionAttributeNames: { '#steps': 'steps', '#part': part },
        ExpressionAttributeValues: { ':step': { outcome, reason, at } },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  );
  return visible(noted?.Attributes);
}

/** Ends a pending order, and tells of it in the same write; an order that has ended stays as it is. */
export async function endOrder(
  orderId: string,
  status: 'confirmed' | 'refused',
  message: OrderEvent | undefined,
  reason?: string,
): Promise<void> {
  await holds(
    documents.send(
      new UpdateCommand({
        ...key(orderId),
        UpdateExpression: `SET #status = :status${message ? ', outbox = :outbox' : ''}${reason === undefined ? '' : ', #reason = :reason'}`,
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status', ...(reason === undefined ? {} : { '#reason': 'reason' }) },
        ExpressionAttributeValues: {
          ':status': status,
          ':pending': 'pending',
          ':outbox': message && JSON.stringify(message),
          ':reason': reason,
        },
      }),
    ),
  );
}

function visible(item: Record<string, unknown> | undefined): Order | undefined {
  if (item === undefined) return undefined;
  const { outbox: _, ...order } = item;
  return order as unknown as Order;
}
