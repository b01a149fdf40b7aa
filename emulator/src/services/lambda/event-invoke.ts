import type { DestinationConfig } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { invalid, notFound, notSupported, range } from './errors.ts';
import { findFunction, resolveQualifier } from './names.ts';
import { type EventInvokeRecord, type FunctionRecord, LATEST, qualified } from './store.ts';

interface Given {
  MaximumRetryAttempts?: number | undefined;
  MaximumEventAgeInSeconds?: number | undefined;
  DestinationConfig?: DestinationConfig | undefined;
}

/** The function, and the qualifier under which its configuration stands. */
export function place(
  functionName: string | undefined,
  apart: string | undefined,
  context: Context,
): { record: FunctionRecord; qualifier: string } {
  const { record, qualifier = LATEST } = findFunction(functionName, context, apart);
  if (qualifier !== LATEST) resolveQualifier(record, qualifier);
  return { record, qualifier };
}

export function findConfig(
  functionName: string | undefined,
  apart: string | undefined,
  context: Context,
): { record: FunctionRecord; qualifier: string; config: EventInvokeRecord } {
  const { record, qualifier } = place(functionName, apart, context);
  const config = record.eventInvoke[qualifier];
  if (!config) throw notFound(`The function ${qualified(record, qualifier)} doesn't have an EventInvokeConfig`);
  return { record, qualifier, config };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html */
export function checkConfig(record: FunctionRecord, given: Given) {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age, DestinationConfig: destinations } = given;
  if (retries === undefined && age === undefined && !destinations?.OnFailure?.Destination && !destinations?.OnSuccess?.Destination)
    throw invalid('You must specify at least one of error handling or destination setting.');
  range(retries, 'maximumRetryAttempts', 0, 2);
  range(age, 'maximumEventAgeInSeconds', 60, 21600);
  for (const [kind, target] of [
    ['OnSuccess', destinations?.OnSuccess?.Destination],
    ['OnFailure', destinations?.OnFailure?.Destination],
  ] as const) {
    if (!target) continue;
    if (target === record.arn || target.startsWith(`${record.arn}:`))
      throw invalid("You can't specify the function as a destination for itself.");
    const service = /^arn:aws[a-z-]*:(sqs|sns|lambda|events|s3):/.exec(target)?.[1];
    if (!service) throw invalid(`The provided destination config DestinationConfig is invalid: ${kind} ${target}`);
    if (service === 's3') throw notSupported(`destinations of type ${service}`);
  }
}

export const configOf = (given: Given, now: number): EventInvokeRecord => ({
  modifiedAt: now,
  maximumRetryAttempts: given.MaximumRetryAttempts,
  maximumEventAgeInSeconds: given.MaximumEventAgeInSeconds,
  onSuccess: given.DestinationConfig?.OnSuccess?.Destination,
  onFailure: given.DestinationConfig?.OnFailure?.Destination,
});
