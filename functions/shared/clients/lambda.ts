import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions } from './options.ts';

/** For invocations that are queued: Lambda answers at once. */
export const lambda = new LambdaClient(clientOptions());

/**
 * For invocations whose result is waited for: longer than the callee's own timeout, so that its verdict arrives,
 * and tried once only, because a second attempt would double the caller's wait without being asked for.
 */
export const patientLambda = new LambdaClient(clientOptions(12_000, 1));
