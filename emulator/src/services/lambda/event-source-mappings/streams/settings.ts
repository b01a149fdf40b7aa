import type { CreateEventSourceMappingCommandInput, UpdateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import { invalid, notSupported, range, validation } from '../../errors.ts';
import type { MappingRecord } from '../record.ts';
import { compileStreamFilters } from './filter.ts';

/** What a mapping of a stream has beside what all mappings have. */
export interface StreamSettings {
  startingPosition: 'LATEST' | 'TRIM_HORIZON';
  parallelizationFactor: number;
  bisect: boolean;
  /** −1: until the records expire. */
  maximumRetryAttempts: number;
  /** Seconds; −1: until the records expire. */
  maximumRecordAge: number;
  /** ARN of a queue or topic. */
  onFailure?: string | undefined;
}

type Input = Partial<CreateEventSourceMappingCommandInput> & Partial<UpdateEventSourceMappingCommandInput>;

const NOT_FOR_STREAMS = [
  'ScalingConfig',
  'StartingPositionTimestamp',
  'Topics',
  'Queues',
  'SelfManagedEventSource',
  'AmazonManagedKafkaEventSourceConfig',
  'SelfManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'SourceAccessConfigurations',
] as const;

/** What a new mapping of a stream starts from. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export function newStreamSettings(input: Input): StreamSettings {
  const position: string | undefined = input.StartingPosition;
  if (position === undefined)
    throw invalid("1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.");
  if (position === 'AT_TIMESTAMP') throw invalid(`Unsupported starting position for arn type: ${input.EventSourceArn}`);
  if (position !== 'LATEST' && position !== 'TRIM_HORIZON')
    throw validation(position, 'startingPosition', 'Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]');
  return { startingPosition: position, parallelizationFactor: 1, bisect: false, maximumRetryAttempts: -1, maximumRecordAge: -1 };
}

/** The settings of a mapping of a stream with what the input changes. */
export function withStreamSettings(base: MappingRecord, stream: StreamSettings, input: Input): MappingRecord {
  for (const key of NOT_FOR_STREAMS)
    if (input[key] !== undefined) throw invalid(`Unsupported ${key} parameter for given event source mapping type.`);
  if (input.TumblingWindowInSeconds) throw notSupported('TumblingWindowInSeconds of event source mappings');
  range(input.BatchSize, 'batchSize', 1, 10_000);
  range(input.MaximumBatchingWindowInSeconds, 'maximumBatchingWindowInSeconds', 0, 300);
  range(input.ParallelizationFactor, 'parallelizationFactor', 1, 10);
  range(input.MaximumRetryAttempts, 'maximumRetryAttempts', -1, 10_000);
  range(input.MaximumRecordAgeInSeconds, 'maximumRecordAgeInSeconds', -1, 604_800);
  const age = input.MaximumRecordAgeInSeconds ?? stream.maximumRecordAge;
  if (age !== -1 && age < 60) throw invalid('MaximumRecordAgeInSeconds must be -1 or at least 60');
  const filters = input.FilterCriteria ? (input.FilterCriteria.Filters ?? []).map((filter) => filter.Pattern ?? '') : base.filters;
  if (filters.length > 10) throw invalid('Exceeded maximum number of filters: 10');
  compileStreamFilters(filters);
  const responses = input.FunctionResponseTypes;
  return {
    ...base,
    batchSize: input.BatchSize ?? base.batchSize,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? base.windowSeconds,
    filters,
    partialResponses: responses ? responses.includes('ReportBatchItemFailures') : base.partialResponses,
    enabled: input.Enabled ?? base.enabled,
    stream: {
      ...stream,
      parallelizationFactor: input.ParallelizationFactor ?? stream.parallelizationFactor,
      bisect: input.BisectBatchOnFunctionError ?? stream.bisect,
      maximumRetryAttempts: input.MaximumRetryAttempts ?? stream.maximumRetryAttempts,
      maximumRecordAge: age,
      onFailure: input.DestinationConfig ? destination(input.DestinationConfig) : stream.onFailure,
    },
  };
}

function destination({ OnSuccess, OnFailure }: NonNullable<Input['DestinationConfig']>): string | undefined {
  if (OnSuccess?.Destination) throw invalid('Unsupported DestinationConfig parameter for given event source mapping type.');
  const arn = OnFailure?.Destination;
  if (!arn) return undefined;
  const service = arn.split(':')[2];
  if (service !== 'sqs' && service !== 'sns') throw notSupported(`${service ?? arn} as OnFailure destination of event source mappings`);
  if (arn.endsWith('.fifo')) throw invalid(`The provided destination ${arn} is FIFO: only standard queues and topics are destinations`);
  return arn;
}
