import type { DeleteTableCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { describe, tableArn } from '../describe.ts';
import { engineOf } from '../engine.ts';
import { forgetSettings, nameOf, settingsOf } from '../store.ts';
import { closeStream } from '../streams/lifecycle.ts';
import { settled } from './create-table.ts';

export const deleteTable: Operation<DeleteTableCommandInput> = async (input, context) => {
  const TableName = nameOf(input.TableName);
  const engine = engineOf(context);
  await engine.table(TableName);
  if (settingsOf(context, TableName).deletionProtection)
    throw new AwsError(
      'ValidationException',
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. Table: ${tableArn(context, TableName)}`,
    );
  const { TableDescription } = await engine.run<{ TableDescription: Record<string, unknown> }>('DeleteTable', { TableName });
  await settled(context, TableName);
  closeStream(context, TableName);
  const described = describe(context, TableDescription);
  forgetSettings(context, TableName);
  return { TableDescription: described };
};
