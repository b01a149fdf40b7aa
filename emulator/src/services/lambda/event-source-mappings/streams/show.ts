import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { MappingRecord } from '../record.ts';
import type { StreamSettings } from './settings.ts';

/** What AWS shows of a mapping of a stream in addition: all defaults are listed. */
export function showStream(record: MappingRecord, stream: StreamSettings): EventSourceMappingConfiguration {
  return {
    StateTransitionReason: 'User action',
    StartingPosition: stream.startingPosition,
    ParallelizationFactor: stream.parallelizationFactor,
    BisectBatchOnFunctionError: stream.bisect,
    MaximumRetryAttempts: stream.maximumRetryAttempts,
    MaximumRecordAgeInSeconds: stream.maximumRecordAge,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: stream.onFailure ? { Destination: stream.onFailure } : {} },
    LastProcessingResult: record.problem ? `PROBLEM: ${record.problem}` : record.processed ? 'OK' : 'No records processed',
  };
}
