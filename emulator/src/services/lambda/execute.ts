import { randomBytes } from 'node:crypto';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { runtimeOf } from '../../runtime/runtime.ts';
import type { Outcome } from '../../runtime/spec.ts';
import { chanceOf } from '../chance.ts';
import type { AwsError } from '../errors.ts';
import type { Stack } from '../service.ts';
import { enter } from './concurrency.ts';
import { resolveQualifier } from './names.ts';
import { specOf } from './specs.ts';
import { type FunctionRecord, qualified } from './store.ts';

export interface Request {
  requestId: string;
  payload: Uint8Array;
  traceHeader: string;
  /** JSON. */
  clientContext?: string | undefined;
}

export interface Executed {
  outcome: Outcome;
  version: string;
}

/** A trace header for a request that brought none: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTraceHeader(stack: Stack): string {
  const time = Math.floor(stack.clock.now() / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${time}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

/**
 * The header that a function is given: the request's, with a parent of this invocation's own, which every call that the function makes
 * then carries. So each hop tells which invocation it came from.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function segmentOf(traceHeader: string): { segment: string; header: string } {
  const segment = randomBytes(8).toString('hex');
  const others = traceHeader.split(';').filter((part) => part !== '' && !part.startsWith('Parent='));
  return { segment, header: [...others.slice(0, 1), `Parent=${segment}`, ...others.slice(1)].join(';') };
}

/** The version that serves a request: an alias with weights sends its share of them elsewhere. */
function choose(stack: Stack, record: FunctionRecord, qualifier: string | undefined): FunctionConfiguration {
  const { configuration, alias } = resolveQualifier(record, qualifier);
  let left = alias?.weights ? chanceOf(stack, 'lambda')() : 1;
  for (const [version, weight] of Object.entries(alias?.weights ?? {})) {
    left -= weight;
    if (left < 0) return record.versions[version] ?? configuration;
  }
  return configuration;
}

/** What a function failed with, in a line. */
function errorOf(payload: Uint8Array): string | undefined {
  try {
    const { errorType, errorMessage } = JSON.parse(Buffer.from(payload).toString()) as { errorType?: string; errorMessage?: string };
    return `${errorType}: ${errorMessage}`.slice(0, 200);
  } catch {
    return undefined;
  }
}

/** Runs one invocation on an execution environment. Throws TooManyRequestsException when there is no place for it. */
export async function execute(stack: Stack, record: FunctionRecord, qualifier: string | undefined, request: Request): Promise<Executed> {
  const configuration = choose(stack, record, qualifier);
  const resource = qualified(record, qualifier);
  const hop = { resource, messageId: request.requestId, traceHeader: request.traceHeader };
  let leave: () => void;
  try {
    leave = enter(stack, record);
  } catch (error) {
    stack.events.emit({ type: 'lambda.throttled', ...hop, detail: { reason: (error as AwsError).detail.Reason } });
    throw error;
  }
  try {
    const spec = await specOf(stack, record, configuration);
    const { segment, header } = segmentOf(request.traceHeader);
    const outcome = await runtimeOf(stack).invoke(spec, {
      ...request,
      traceHeader: header,
      invokedArn: resource,
      started: (cold) => stack.events.emit({ type: 'lambda.started', ...hop, detail: { cold, version: spec.version, segment } }),
    });
    const { status, durationMs, billedMs, initMs, cold } = outcome;
    const why = status === 'ok' ? {} : { error: errorOf(outcome.payload) };
    const detail = { status, ...why, durationMs, billedMs, initMs, cold, memoryMb: spec.memoryMb };
    stack.events.emit({ type: 'lambda.finished', ...hop, detail });
    return { outcome, version: spec.version };
  } finally {
    leave();
  }
}
