import type { CreateEventSourceMappingCommandInput, UpdateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { invalid, notSupported, range } from '../errors.ts';
import { findFunction, resolveQualifier } from '../names.ts';
import { qualified } from '../store.ts';
import { compileFilters } from './filter.ts';
import { openQueue } from './queue.ts';
import { type MappingRecord, queueIn } from './record.ts';
import { withStreamSettings } from './streams/settings.ts';
import { openStream } from './streams/source.ts';

type Input = Partial<CreateEventSourceMappingCommandInput> & Partial<UpdateEventSourceMappingCommandInput>;

/** Of streams, brokers and clusters alone. */
const NOT_FOR_QUEUES = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'TumblingWindowInSeconds',
  'DestinationConfig',
  'Topics',
  'Queues',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'SourceAccessConfigurations',
] as const;

export function checkSource(arn: string | undefined): 'sqs' | 'dynamodb' {
  if (!arn) throw notSupported('event source mappings without EventSourceArn (self-managed Kafka, MQ)');
  const service = arn.split(':')[2];
  if (service === 'sqs' || service === 'dynamodb') return service;
  throw notSupported(`event source mappings of ${service ?? arn}: only SQS queues and DynamoDB streams are polled`);
}

/** The function's full ARN with the qualifier asked for, and its timeout. */
export function functionFor(name: string | undefined, context: Context): { arn: string; timeoutMs: number } {
  try {
    const { record, qualifier } = findFunction(name, context);
    const { configuration } = resolveQualifier(record, qualifier);
    return { arn: qualified(record, qualifier), timeoutMs: (configuration.Timeout ?? 3) * 1000 };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') throw invalid('Function does not exist');
    throw error;
  }
}

/** The settings of a mapping with what the input changes. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function withSettings(base: MappingRecord, input: Input): MappingRecord {
  if (input.ProvisionedPollerConfig) throw notSupported('ProvisionedPollerConfig of event source mappings');
  if (input.MetricsConfig?.Metrics?.length) throw notSupported('MetricsConfig of event source mappings');
  if (input.KMSKeyArn) throw notSupported('KMSKeyArn of event source mappings');
  if (base.stream) return withStreamSettings(base, base.stream, input);
  for (const key of NOT_FOR_QUEUES)
    if (input[key] !== undefined) throw invalid(`Unsupported ${key} parameter for given event source mapping type.`);
  range(input.BatchSize, 'batchSize', 1, 10_000);
  range(input.MaximumBatchingWindowInSeconds, 'maximumBatchingWindowInSeconds', 0, 300);
  range(input.ScalingConfig?.MaximumConcurrency, 'scalingConfig.maximumConcurrency', 2, 1000);
  const batchSize = input.BatchSize ?? base.batchSize;
  const windowSeconds = input.MaximumBatchingWindowInSeconds ?? base.windowSeconds;
  const { fifo } = queueIn(base.sourceArn);
  if (fifo && windowSeconds > 0) throw invalid('Batching window is not supported for FIFO queues');
  if (fifo && batchSize > 10) throw invalid('Batch size must be less than or equal to 10 for FIFO queues');
  if (batchSize > 10 && windowSeconds === 0)
    throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  const filters = input.FilterCriteria ? (input.FilterCriteria.Filters ?? []).map((filter) => filter.Pattern ?? '') : base.filters;
  if (filters.length > 10) throw invalid('Exceeded maximum number of filters: 10');
  compileFilters(filters, base.sourceArn);
  const responses = input.FunctionResponseTypes;
  return {
    ...base,
    batchSize,
    windowSeconds,
    filters,
    maximumConcurrency: input.ScalingConfig ? input.ScalingConfig.MaximumConcurrency : base.maximumConcurrency,
    partialResponses: responses ? responses.includes('ReportBatchItemFailures') : base.partialResponses,
    enabled: input.Enabled ?? base.enabled,
  };
}

/** Throws unless the queue or stream is there and fits the function. */
export async function checkReadable(record: MappingRecord, timeoutMs: number, context: Context) {
  if (!record.stream) return checkQueue(record.sourceArn, timeoutMs, context);
  await openStream(context.stack, record.sourceArn)
    .shards()
    .catch(() => {
      throw invalid(`Stream not found: ${record.sourceArn}`);
    });
}

/** A message must not come back while the function may still be at work on it. */
async function checkQueue(queueArn: string, timeoutMs: number, context: Context) {
  let visibility: number;
  try {
    visibility = await openQueue(context.stack, queueArn).visibilityMs();
  } catch (error) {
    const { message, queryCode } = error as AwsError;
    throw invalid(`Error occurred while ReceiveMessage. SQS Error Code: ${queryCode}. SQS Error Message: ${message}`);
  }
  if (visibility < timeoutMs)
    throw invalid(`Queue visibility timeout: ${visibility / 1000} seconds is less than Function timeout: ${timeoutMs / 1000} seconds`);
}
