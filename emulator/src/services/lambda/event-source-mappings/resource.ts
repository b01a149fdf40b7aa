import type { CreateEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../service.ts';
import { retag, tagMap } from '../resources/values.ts';
import { managerOf } from './manager.ts';
import { type StreamProps, streamSettings } from './streams/properties.ts';

interface Props extends StreamProps {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize?: number | string;
  MaximumBatchingWindowInSeconds?: number | string;
  Enabled?: boolean | string;
  FilterCriteria?: object;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency?: number | string };
  Tags?: { Key: string; Value: string }[];
}

const number = (value: number | string | undefined) => (value === undefined ? undefined : Number(value));

/** A property that is taken out of the template goes back to its default. */
const isStream = (props: Props) => props.EventSourceArn.startsWith('arn:aws:dynamodb:');

const settings = (props: Props) => ({
  FunctionName: props.FunctionName,
  BatchSize: number(props.BatchSize) ?? (isStream(props) ? 100 : 10),
  MaximumBatchingWindowInSeconds: number(props.MaximumBatchingWindowInSeconds) ?? 0,
  Enabled: String(props.Enabled ?? true) === 'true',
  FilterCriteria: props.FilterCriteria ?? {},
  FunctionResponseTypes: props.FunctionResponseTypes ?? [],
  ...(isStream(props) && !props.ScalingConfig
    ? {}
    : { ScalingConfig: { MaximumConcurrency: number(props.ScalingConfig?.MaximumConcurrency) } }),
  ...streamSettings(props, isStream(props)),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const eventSourceMapping: ResourceType<Props> = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: {
    EventSourceArn: 'replace',
    FunctionName: 'update',
    BatchSize: 'update',
    MaximumBatchingWindowInSeconds: 'update',
    Enabled: 'update',
    FilterCriteria: 'update',
    FunctionResponseTypes: 'update',
    ScalingConfig: 'update',
    StartingPosition: 'replace',
    ParallelizationFactor: 'update',
    BisectBatchOnFunctionError: 'update',
    MaximumRetryAttempts: 'update',
    MaximumRecordAgeInSeconds: 'update',
    DestinationConfig: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const position = props.StartingPosition ? { StartingPosition: props.StartingPosition } : {};
    const input = { EventSourceArn: props.EventSourceArn, ...position, ...settings(props), Tags: tagMap(context.tags, props.Tags) };
    const made = await context.call<CreateEventSourceMappingCommandOutput>('lambda', 'CreateEventSourceMapping', input);
    const id = made.UUID ?? '';
    await managerOf(context.stack).settled(id);
    return { id, attributes: { Id: id, EventSourceMappingArn: made.EventSourceMappingArn } };
  },
  async update(physical, props, _previous, context) {
    await context.call('lambda', 'UpdateEventSourceMapping', { UUID: physical.id, ...settings(props) });
    await retag(physical.attributes.EventSourceMappingArn as string, tagMap(context.tags, props.Tags), context);
    await managerOf(context.stack).settled(physical.id);
    return physical;
  },
  async delete(physical, _props, context) {
    try {
      await context.call('lambda', 'DeleteEventSourceMapping', { UUID: physical.id });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    }
    await managerOf(context.stack).settled(physical.id);
  },
};
