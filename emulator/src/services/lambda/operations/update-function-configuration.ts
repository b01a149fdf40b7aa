import type { UpdateFunctionConfigurationCommandInput, UpdateFunctionConfigurationCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { applySettings, checkSettings } from '../configuration.ts';
import { precondition } from '../errors.ts';
import { findFunction } from '../names.ts';
import { showConfiguration } from '../show.ts';
import { latestOf } from '../store.ts';
import { replaceLatest, UPDATING } from '../update.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration: Operation<UpdateFunctionConfigurationCommandInput, UpdateFunctionConfigurationCommandOutput> = (
  input,
  context,
) => {
  const { record } = findFunction(input.FunctionName, context);
  if (input.RevisionId && input.RevisionId !== latestOf(record).RevisionId) throw precondition();
  checkSettings(input);
  const configuration = applySettings(latestOf(record), input, context);
  replaceLatest(context.stack, record, configuration);
  return { ...showConfiguration(record, configuration, undefined), ...UPDATING };
};
