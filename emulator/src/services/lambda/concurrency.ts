import type { Stack } from '../service.ts';
import { throttled } from './errors.ts';
import { type FunctionRecord, listFunctions } from './store.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
export const ACCOUNT_CONCURRENCY = 1000;
/** What reservations must leave to the other functions. */
export const MIN_UNRESERVED = 100;

interface Concurrency {
  running: Map<string, number>;
  stop(): void;
}

const concurrencyOf = (stack: Stack) =>
  stack.singleton('lambda.concurrency', (): Concurrency => {
    const running = new Map<string, number>();
    return { running, stop: () => running.clear() };
  });

const reservedSum = (functions: FunctionRecord[]) => functions.reduce((sum, { reserved }) => sum + (reserved ?? 0), 0);

/** What the functions without a reservation share. */
export const unreservedOf = (stack: Stack, owner: { account: string; region: string }, without?: FunctionRecord) =>
  ACCOUNT_CONCURRENCY - reservedSum(listFunctions(stack, owner).filter((other) => other !== without));

/** Takes a place for one invocation, and gives what frees it. Throws TooManyRequestsException where none is left. */
export function enter(stack: Stack, record: FunctionRecord): () => void {
  const { running } = concurrencyOf(stack);
  const shared = `${record.account}/${record.region}`;
  const key = record.reserved === undefined ? shared : record.arn;
  const count = running.get(key) ?? 0;
  // Functions with a reservation count for themselves; the sum over them is looked up only when it could matter.
  const limit = record.reserved ?? (count < MIN_UNRESERVED ? ACCOUNT_CONCURRENCY : unreservedOf(stack, record));
  if (count >= limit) {
    const reason =
      record.reserved === undefined ? 'ConcurrentInvocationLimitExceeded' : 'ReservedFunctionConcurrentInvocationLimitExceeded';
    throw throttled(reason);
  }
  running.set(key, count + 1);
  return () => void running.set(key, (running.get(key) ?? 1) - 1);
}
