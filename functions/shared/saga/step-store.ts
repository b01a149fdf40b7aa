import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { documents } from '../clients/dynamodb.ts';
import { ifHolds } from '../conditional-write.ts';
import type { StepRecord, StepStore } from './step.ts';

type Change = Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'> & { reason?: boolean };

/** The records of a service's own table, by order. */
export function stepStore(TableName: string): StepStore {
  async function change(orderId: string, { reason, ...expressions }: Change): Promise<StepRecord> {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName,
        Key: { orderId },
        ExpressionAttributeNames: { '#status': 'status', ...(reason ? { '#reason': 'reason' } : {}) },
        ReturnValues: 'ALL_NEW',
        ...expressions,
      }),
    );
    return Attributes as StepRecord;
  }
  return {
    begin: (orderId) =>
      change(orderId, {
        UpdateExpression: 'SET #status = if_not_exists(#status, :doing)',
        ExpressionAttributeValues: { ':doing': 'doing' },
      }),
    async settle(orderId, outcome) {
      const [set, values] =
        'id' in outcome
          ? ['effectId = :said', { ':status': 'done', ':said': outcome.id }]
          : ['#reason = :said', { ':status': 'refused', ':said': outcome.refused }];
      const settled = await ifHolds(
        change(orderId, {
          reason: 'refused' in outcome,
          UpdateExpression: `SET #status = :status, ${set}`,
          ConditionExpression: '#status = :doing',
          ExpressionAttributeValues: { ...values, ':doing': 'doing' },
        }),
      );
      if (settled) return settled;
      // another attempt at the same order was faster; what it found counts
      return (await documents.send(new GetCommand({ TableName, Key: { orderId }, ConsistentRead: true }))).Item as StepRecord;
    },
    cancel: (orderId) =>
      change(orderId, {
        UpdateExpression: 'SET #status = if_not_exists(#status, :tombstone), cancelled = :yes',
        ExpressionAttributeValues: { ':tombstone': 'cancelled', ':yes': true },
      }),
    async undone(orderId) {
      await change(orderId, { UpdateExpression: 'SET #status = :undone', ExpressionAttributeValues: { ':undone': 'undone' } });
    },
  };
}
