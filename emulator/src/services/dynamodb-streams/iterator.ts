import { expired, invalid } from './errors.ts';

/** A place in a shard: just after a sequence number; without one, before the oldest record there is. */
export interface Position {
  arn: string;
  shard: string;
  after?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
const VALID_MS = 15 * 60_000;

/** An iterator says all that it stands for, so nothing is kept of it. */
export function printIterator({ arn, ...place }: Position, now: number): string {
  return `${arn}|1|${Buffer.from(JSON.stringify({ ...place, made: Math.floor(now) })).toString('base64url')}`;
}

export function readIterator(text: string, now: number): Position {
  const [arn = '', version, encoded = ''] = text.split('|');
  let place: { shard: string; after?: string; made: number };
  try {
    place = JSON.parse(Buffer.from(encoded, 'base64url').toString());
  } catch {
    throw invalid('Invalid ShardIterator');
  }
  if (version !== '1' || typeof place.shard !== 'string' || typeof place.made !== 'number') throw invalid('Invalid ShardIterator');
  if (place.made + VALID_MS < now) throw expired();
  return { arn, shard: place.shard, ...(place.after === undefined ? {} : { after: place.after }) };
}
