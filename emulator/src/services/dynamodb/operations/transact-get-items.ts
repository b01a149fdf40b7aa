import type { TransactGetItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { engineOf } from '../engine.ts';
import { toWire } from '../json.ts';
import { nameOf } from '../store.ts';

const MOST = 100;

/** Reads all at once, between transactions. */
export const transactGetItems: Operation<TransactGetItemsCommandInput> = (input, context) => {
  const engine = engineOf(context);
  const gets = input.TransactItems ?? [];
  if (gets.length < 1 || gets.length > MOST)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${MOST} and at least 1`,
    );
  const inputs = gets.map(({ Get }) => {
    if (!Get) throw new AwsError('ValidationException', 'Every item of a TransactGetItems request needs Get');
    return engine.validate('GetItem', { ...(toWire(Get) as object), TableName: nameOf(Get.TableName), ConsistentRead: true });
  });
  return engine.exclusive(async () => {
    const Responses: unknown[] = [];
    for (const data of inputs) {
      const { Item } = await engine.act<{ Item?: unknown }>('GetItem', data);
      Responses.push(Item === undefined ? {} : { Item });
    }
    return { Responses };
  });
};
