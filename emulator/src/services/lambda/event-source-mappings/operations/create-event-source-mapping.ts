import { randomUUID } from 'node:crypto';
import type { CreateEventSourceMappingCommandInput, CreateEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict } from '../../errors.ts';
import { checkTags } from '../../tags.ts';
import { managerOf } from '../manager.ts';
import { type MappingRecord, mappingsTable, show } from '../record.ts';
import { checkQueue, checkSource, functionFor, withSettings } from '../validate.ts';

/** Answers `Creating`; polling starts right after. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping: Operation<CreateEventSourceMappingCommandInput, CreateEventSourceMappingCommandOutput> = async (
  input,
  context,
) => {
  checkSource(input.EventSourceArn);
  const { stack, account, region } = context;
  const queueArn = input.EventSourceArn ?? '';
  const { arn: functionArn, timeoutMs } = functionFor(input.FunctionName, context);
  const base: MappingRecord = {
    id: randomUUID(),
    account,
    region,
    queueArn,
    functionArn,
    enabled: true,
    state: 'Creating',
    modified: stack.clock.now(),
    batchSize: 10,
    windowSeconds: 0,
    filters: [],
    partialResponses: false,
    tags: { ...input.Tags },
  };
  checkTags(base.tags);
  const record = withSettings(base, input);
  await checkQueue(queueArn, timeoutMs, context);
  const same = [...mappingsTable(stack).values()].find((other) => other.queueArn === queueArn && other.functionArn === functionArn);
  if (same)
    throw conflict(
      `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${functionArn.split(':function:')[1]} ") already exists. Please update or delete the existing mapping with UUID ${same.id}`,
    );
  const manager = managerOf(stack);
  mappingsTable(stack).put(record.id, record);
  void manager.apply(record);
  return show(record);
};
