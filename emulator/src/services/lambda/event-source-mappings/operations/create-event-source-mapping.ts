import { randomUUID } from 'node:crypto';
import type { CreateEventSourceMappingCommandInput, CreateEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict } from '../../errors.ts';
import { checkTags } from '../../tags.ts';
import { managerOf } from '../manager.ts';
import { type MappingRecord, mappingsTable, show } from '../record.ts';
import { newStreamSettings } from '../streams/settings.ts';
import { checkReadable, checkSource, functionFor, withSettings } from '../validate.ts';

/** Answers `Creating`; polling starts right after. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping: Operation<CreateEventSourceMappingCommandInput, CreateEventSourceMappingCommandOutput> = async (
  input,
  context,
) => {
  const isStream = checkSource(input.EventSourceArn) === 'dynamodb';
  const { stack, account, region } = context;
  const sourceArn = input.EventSourceArn ?? '';
  const { arn: functionArn, timeoutMs } = functionFor(input.FunctionName, context);
  const base: MappingRecord = {
    id: randomUUID(),
    account,
    region,
    sourceArn,
    functionArn,
    enabled: true,
    state: 'Creating',
    modified: stack.clock.now(),
    batchSize: isStream ? 100 : 10,
    windowSeconds: 0,
    filters: [],
    partialResponses: false,
    ...(isStream ? { stream: newStreamSettings(input) } : {}),
    tags: { ...input.Tags },
  };
  checkTags(base.tags);
  const record = withSettings(base, input);
  await checkReadable(record, timeoutMs, context);
  const same = [...mappingsTable(stack).values()].find((other) => other.sourceArn === sourceArn && other.functionArn === functionArn);
  if (same) throw duplicate(same);
  const manager = managerOf(stack);
  mappingsTable(stack).put(record.id, record);
  void manager.apply(record);
  return show(record);
};

function duplicate({ id, stream, sourceArn, functionArn }: MappingRecord) {
  const name = functionArn.split(':function:')[1];
  const both = stream
    ? `The event source arn (" ${sourceArn} ") and function (" ${name} ") provided mapping already exists.`
    : `An event source mapping with SQS arn (" ${sourceArn} ") and function (" ${name} ") already exists.`;
  return conflict(`${both} Please update or delete the existing mapping with UUID ${id}`);
}
