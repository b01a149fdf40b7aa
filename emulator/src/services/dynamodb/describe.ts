import type { Context } from '../service.ts';
import { settingsOf } from './store.ts';
import { latestStream } from './streams/lifecycle.ts';

type Where = Pick<Context, 'stack' | 'account' | 'region'>;

export const tableArn = ({ region, account }: Where, name: string) => `arn:aws:dynamodb:${region}:${account}:table/${name}`;

/** dynalite's description with what is kept beside it. */
export function describe(where: Where, table: Record<string, unknown>): Record<string, unknown> {
  const { deletionProtection, tableClass, sse } = settingsOf(where, String(table.TableName));
  const stream = latestStream(where, String(table.TableName));
  return {
    ...table,
    ...(stream ? { LatestStreamArn: stream.arn, LatestStreamLabel: stream.label } : {}),
    ...(stream && stream.disabledAt === undefined ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view } } : {}),
    DeletionProtectionEnabled: deletionProtection ?? false,
    ...(tableClass ? { TableClassSummary: { TableClass: tableClass } } : {}),
    ...(sse?.enabled
      ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', ...(sse.keyId ? { KMSMasterKeyArn: sse.keyId } : {}) } }
      : {}),
  };
}
