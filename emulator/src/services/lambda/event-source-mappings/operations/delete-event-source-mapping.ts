import type { DeleteEventSourceMappingCommandInput, DeleteEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { managerOf } from '../manager.ts';
import { mappingOf, mappingsTable, show } from '../record.ts';

/** Answers `Deleting`; gone when the batches under way are done. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping: Operation<DeleteEventSourceMappingCommandInput, DeleteEventSourceMappingCommandOutput> = (
  input,
  context,
) => {
  const record = { ...mappingOf(input.UUID, context), state: 'Deleting' } as const;
  const manager = managerOf(context.stack);
  mappingsTable(context.stack).put(record.id, record);
  void manager.remove(record.id);
  return show(record);
};
