import { hash } from 'node:crypto';
import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import type { StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../errors.ts';
import { engineOf } from '../engine.ts';
import { putSettings, settingsOf, type Where } from '../store.ts';
import { listen, unlisten } from './capture.ts';
import { recordChange } from './record-change.ts';
import { nextSequence, SHARDS, type StreamRecord, streamOf, streamsOf } from './store.ts';

const VIEWS: readonly string[] = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

const invalid = (message: string) => new AwsError('ValidationException', message);

/** Throws unless a specification says whole what it wants. */
export function checkStream(specification: StreamSpecification | undefined): void {
  if (!specification) return;
  const { StreamEnabled, StreamViewType: view } = specification;
  if (StreamEnabled === undefined) throw invalid('One or more parameter values were invalid: StreamSpecification needs StreamEnabled');
  if (view !== undefined && !VIEWS.includes(view))
    throw invalid(
      `1 validation error detected: Value '${view}' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [${VIEWS.join(', ')}]`,
    );
  if (StreamEnabled && view === undefined)
    throw invalid('One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true');
  if (!StreamEnabled && view !== undefined)
    throw invalid('One or more parameter values were invalid: StreamViewType is not allowed when StreamEnabled is false');
}

/** The stream that a table has now; one that was switched off stays its latest. */
export function latestStream(where: Where, table: string): StreamRecord | undefined {
  return streamOf(where.stack, settingsOf(where, table).streamArn);
}

/** Switches a table's stream on or off. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export async function changeStream(where: Where, table: string, specification: StreamSpecification): Promise<void> {
  const stream = latestStream(where, table);
  const isOn = stream !== undefined && stream.disabledAt === undefined;
  if (!specification.StreamEnabled) {
    if (!isOn) throw invalid(`Table has no stream to disable: TableName: ${table}`);
    closeStream(where, table);
    return;
  }
  if (isOn) throw invalid(`Table already has an enabled stream: TableName: ${table}`);
  await openStream(where, table, specification.StreamViewType as StreamViewType);
}

export async function openStream(where: Where, table: string, view: StreamViewType): Promise<void> {
  const { stack, account, region } = where;
  const engine = engineOf(where);
  const { KeySchema } = (await engine.table(table)) as { KeySchema: StreamRecord['keySchema'] };
  const arnOf = (label: string) => `arn:aws:dynamodb:${region}:${account}:table/${table}/stream/${label}`;
  let createdAt = Math.floor(stack.clock.now());
  const label = () => new Date(createdAt).toISOString().slice(0, -1);
  while (streamsOf(stack).has(arnOf(label()))) createdAt++;
  const arn = arnOf(label());
  const shards = Array.from({ length: SHARDS }, (_, i) => ({
    id: `shardId-${String(createdAt).padStart(20, '0')}-${hash('md5', `${arn}/${i}`).slice(0, 8)}`,
    first: nextSequence(stack),
  }));
  const stream: StreamRecord = { arn, label: label(), account, region, table, view, keySchema: KeySchema, createdAt, shards };
  streamsOf(stack).put(arn, stream);
  putSettings(where, { ...settingsOf(where, table), streamArn: arn });
  listen(engine.store, table, (change) => engine.hold(() => recordChange(stack, stream, change)));
}

/** No more changes are recorded; what was can be read for a day. */
export function closeStream(where: Where, table: string): void {
  const { stack } = where;
  const stream = latestStream(where, table);
  if (!stream || stream.disabledAt !== undefined) return;
  unlisten(engineOf(where).store, table);
  const shards = stream.shards.map((shard) => ({ ...shard, last: nextSequence(stack) }));
  streamsOf(stack).put(stream.arn, { ...stream, shards, disabledAt: stack.clock.now() });
  stack.events.emit({ type: 'dynamodb.stream-closed', resource: stream.arn });
}
