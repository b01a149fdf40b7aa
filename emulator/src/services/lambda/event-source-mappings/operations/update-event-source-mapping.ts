import type { UpdateEventSourceMappingCommandInput, UpdateEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { conflict } from '../../errors.ts';
import { managerOf } from '../manager.ts';
import { mappingOf, mappingsTable, show } from '../record.ts';
import { checkReadable, functionFor, withSettings } from '../validate.ts';

/** Batches under way are finished first. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping: Operation<UpdateEventSourceMappingCommandInput, UpdateEventSourceMappingCommandOutput> = async (
  input,
  context,
) => {
  const { stack } = context;
  const old = mappingOf(input.UUID, context);
  const gone = () => conflict('Cannot update the event source mapping because it is being deleted.');
  if (old.state === 'Deleting') throw gone();
  const changed = withSettings(old, input);
  if (changed.enabled || input.FunctionName !== undefined) {
    const target = functionFor(input.FunctionName ?? old.functionArn, context);
    changed.functionArn = target.arn;
    if (!old.stream) await checkReadable(old, target.timeoutMs, context);
  }
  // It may have been deleted in the meantime: what is going must not come back
  if (mappingOf(input.UUID, context).state === 'Deleting') throw gone();
  const state = changed.enabled === old.enabled ? 'Updating' : changed.enabled ? 'Enabling' : 'Disabling';
  const record = { ...changed, state, modified: stack.clock.now() } as const;
  const manager = managerOf(stack);
  mappingsTable(stack).put(record.id, record);
  void manager.apply(record);
  return show(record);
};
