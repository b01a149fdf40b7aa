import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { describe, tableArn } from '../describe.ts';
import { engineOf } from '../engine.ts';
import { toWire } from '../json.ts';
import { putSettings } from '../store.ts';
import { checkStream, openStream } from '../streams/lifecycle.ts';

/** Refuses what would be recorded in silence. */
const UNSUPPORTED: [keyof CreateTableCommandInput, string][] = [
  ['OnDemandThroughput', 'on-demand throughput limits'],
  ['WarmThroughput', 'warm throughput'],
  ['ResourcePolicy', 'resource policies of tables'],
];

export const createTable: Operation<CreateTableCommandInput> = async (input, context) => {
  checkStream(input.StreamSpecification);
  for (const [member, what] of UNSUPPORTED) if (input[member] !== undefined) throw unsupported('dynamodb', what);
  const engine = engineOf(context);
  const { Tags, SSESpecification, DeletionProtectionEnabled, TableClass, StreamSpecification, ...rest } = input;
  const created = await engine.run<{ TableDescription: Record<string, unknown> }>('CreateTable', toWire(rest) as object);
  const name = input.TableName ?? '';
  putSettings(context, {
    account: context.account,
    region: context.region,
    name,
    ...(DeletionProtectionEnabled ? { deletionProtection: true } : {}),
    ...(TableClass ? { tableClass: TableClass } : {}),
    ...(SSESpecification
      ? {
          sse: {
            enabled: SSESpecification.Enabled ?? false,
            ...(SSESpecification.KMSMasterKeyId ? { keyId: SSESpecification.KMSMasterKeyId } : {}),
          },
        }
      : {}),
  });
  if (Tags?.length) await engine.run('TagResource', { ResourceArn: tableArn(context, name), Tags });
  await settled(context, name);
  if (StreamSpecification?.StreamEnabled) await openStream(context, name, StreamSpecification.StreamViewType as StreamViewType);
  return { TableDescription: describe(context, created.TableDescription) };
};

/** dynalite makes a table ACTIVE in a timer of no time: by the time of the answer it has run, and the first write finds the table. */
export async function settled(context: Parameters<Operation>[1], name: string): Promise<void> {
  const engine = engineOf(context);
  for (let tries = 0; tries < 1000; tries++) {
    const table = await engine.table(name).catch((error) => {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
      throw error;
    });
    if (
      !table ||
      (table.TableStatus === 'ACTIVE' &&
        ((table.GlobalSecondaryIndexes as { IndexStatus?: string }[]) ?? []).every((index) => index.IndexStatus === 'ACTIVE'))
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`table ${name} did not settle`);
}
