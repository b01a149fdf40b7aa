import type { UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { describe } from '../describe.ts';
import { engineOf } from '../engine.ts';
import { toWire } from '../json.ts';
import { nameOf, putSettings, settingsOf } from '../store.ts';
import { changeStream, checkStream } from '../streams/lifecycle.ts';
import { settled } from './create-table.ts';

export const updateTable: Operation<UpdateTableCommandInput> = async (input, context) => {
  checkStream(input.StreamSpecification);
  if (input.ReplicaUpdates?.length) throw unsupported('dynamodb', 'replicas (ReplicaUpdates)');
  for (const member of ['OnDemandThroughput', 'WarmThroughput'] as const)
    if (input[member] !== undefined) throw unsupported('dynamodb', member);
  for (const update of input.GlobalSecondaryIndexUpdates ?? [])
    if (update.Create || update.Delete)
      throw unsupported('dynamodb', 'adding and removing global secondary indexes of a table that exists');
  const name = nameOf(input.TableName);
  const engine = engineOf(context);
  await engine.table(name);
  const { SSESpecification, DeletionProtectionEnabled, TableClass, StreamSpecification, ...rest } = input;
  const settings = { ...settingsOf(context, name) };
  if (DeletionProtectionEnabled !== undefined) settings.deletionProtection = DeletionProtectionEnabled;
  if (TableClass !== undefined) settings.tableClass = TableClass;
  if (SSESpecification)
    settings.sse = {
      enabled: SSESpecification.Enabled ?? false,
      ...(SSESpecification.KMSMasterKeyId ? { keyId: SSESpecification.KMSMasterKeyId } : {}),
    };
  const throughput =
    rest.BillingMode !== undefined || rest.ProvisionedThroughput !== undefined || rest.GlobalSecondaryIndexUpdates !== undefined;
  if (throughput) {
    await engine.run('UpdateTable', toWire({ ...rest, TableName: name }) as object);
    await settled(context, name);
  }
  putSettings(context, settings);
  if (StreamSpecification) await changeStream(context, name, StreamSpecification);
  return { TableDescription: describe(context, await engine.table(name)) };
};
