import type { EventSourceMappingConfiguration, FilterCriteria, FunctionResponseType, ScalingConfig } from '@aws-sdk/client-lambda';
import type { JournalTable } from '../../../journal/journal.ts';
import type { Context, Stack } from '../../service.ts';
import { notFound } from '../errors.ts';
import type { StreamSettings } from './streams/settings.ts';
import { showStream } from './streams/show.ts';

/** An event source mapping of a queue or a stream, as the journal keeps it. */
export interface MappingRecord {
  id: string;
  account: string;
  region: string;
  /** ARN of the queue or stream. */
  sourceArn: string;
  /** With the qualifier that was asked for. */
  functionArn: string;
  enabled: boolean;
  state: 'Creating' | 'Enabling' | 'Enabled' | 'Updating' | 'Disabling' | 'Disabled' | 'Deleting';
  modified: number;
  batchSize: number;
  windowSeconds: number;
  maximumConcurrency?: number | undefined;
  filters: string[];
  partialResponses: boolean;
  /** Of streams alone. */
  stream?: StreamSettings;
  tags: Record<string, string>;
  /** Why messages can't be fetched or handed over right now. */
  problem?: string | undefined;
  /** Something was handed over since it was made. */
  processed?: boolean;
}

export const mappingsTable = (stack: Stack): JournalTable<MappingRecord> => stack.journal.table('lambda.event-source-mappings');

export function mappingOf(id: string | undefined, context: Context): MappingRecord {
  const record = mappingsTable(context.stack).get(id ?? '');
  if (record?.account !== context.account || record.region !== context.region) throw notFound('The resource you requested does not exist.');
  return record;
}

/** As AWS shows a mapping: of a queue no defaults of streams, and what is empty is absent. */
export function show(record: MappingRecord): EventSourceMappingConfiguration {
  const scaling: ScalingConfig | undefined =
    record.maximumConcurrency === undefined ? undefined : { MaximumConcurrency: record.maximumConcurrency };
  const filters: FilterCriteria | undefined = record.filters.length
    ? { Filters: record.filters.map((Pattern) => ({ Pattern })) }
    : undefined;
  const responses: FunctionResponseType[] = record.partialResponses ? ['ReportBatchItemFailures'] : [];
  return {
    UUID: record.id,
    EventSourceMappingArn: `arn:aws:lambda:${record.region}:${record.account}:event-source-mapping:${record.id}`,
    EventSourceArn: record.sourceArn,
    FunctionArn: record.functionArn,
    State: record.state,
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(record.modified),
    BatchSize: record.batchSize,
    MaximumBatchingWindowInSeconds: record.windowSeconds,
    FunctionResponseTypes: responses,
    FilterCriteria: filters,
    ScalingConfig: scaling,
    LastProcessingResult: record.problem && `PROBLEM: ${record.problem}`,
    ...(record.stream ? showStream(record, record.stream) : {}),
  };
}

/** Name and account of the queue behind an ARN. */
export function queueIn(arn: string) {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  return { region, account, name, fifo: name.endsWith('.fifo') };
}
