import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, LastUpdateStatusReasonCode } from '@aws-sdk/client-lambda';
import { runtimeOf } from '../../runtime/runtime.ts';
import type { Stack } from '../service.ts';
import { openDebugger } from './debug.ts';
import { type FunctionRecord, functionsOf, LATEST, qualified } from './store.ts';

/** How an update answers: https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html#functions-states-updating */
export const UPDATING = {
  LastUpdateStatus: 'InProgress',
  LastUpdateStatusReason: 'The function is being created.',
  // AWS sends this code, though its API model does not list it.
  LastUpdateStatusReasonCode: 'Creating' as string as LastUpdateStatusReasonCode,
} as const;

/** Puts a new $LATEST in place and lets the environments of the old one go. */
export function replaceLatest(stack: Stack, record: FunctionRecord, configuration: FunctionConfiguration) {
  record.versions[LATEST] = { ...configuration, State: 'Active', LastUpdateStatus: 'Successful', RevisionId: randomUUID() };
  functionsOf(stack).put(record.arn, record);
  const runtime = runtimeOf(stack);
  runtime.retire(qualified(record, LATEST));
  runtime.prepare(configuration.Runtime as string, configuration.MemorySize as number);
  openDebugger(stack, record);
}
