import { AwsError } from '../errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html#API_streams_GetRecords_Errors */
export const invalid = (message: string) => new AwsError('ValidationException', message);
export const notFound = (arn: string | undefined) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
export const shardNotFound = (shard: string | undefined, arn: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Shard: ${shard} in Stream: ${arn} not found`);
export const expired = () => new AwsError('ExpiredIteratorException', 'The shard iterator is more than 15 minutes old');
export const trimmed = () =>
  new AwsError('TrimmedDataAccessException', 'The operation attempted to read past the oldest stream record in a shard');

const failed = (value: unknown, at: string, constraint: string) =>
  invalid(`1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${constraint}`);

export function required<T>(value: T | undefined, at: string): T {
  if (value === undefined)
    throw invalid(`1 validation error detected: Value null at '${at}' failed to satisfy constraint: Member must not be null`);
  return value;
}

export function limit(value: number | undefined, max: number): number {
  if (value === undefined) return max;
  if (value < 1) throw failed(value, 'limit', 'Member must have value greater than or equal to 1');
  if (value > max) throw failed(value, 'limit', `Member must have value less than or equal to ${max}`);
  return value;
}

export function oneOf(value: string, at: string, values: readonly string[]): void {
  if (!values.includes(value)) throw failed(value, at, `Member must satisfy enum value set: [${values.join(', ')}]`);
}
