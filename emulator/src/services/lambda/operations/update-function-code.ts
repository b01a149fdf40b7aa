import { randomUUID } from 'node:crypto';
import type { UpdateFunctionCodeCommandInput, UpdateFunctionCodeCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { takeCode } from '../code-source.ts';
import { stamp } from '../configuration.ts';
import { notSupported, precondition } from '../errors.ts';
import { findFunction } from '../names.ts';
import { publish } from '../publish.ts';
import { showConfiguration } from '../show.ts';
import { latestOf } from '../store.ts';
import { replaceLatest, UPDATING } from '../update.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode: Operation<UpdateFunctionCodeCommandInput, UpdateFunctionCodeCommandOutput> = async (input, context) => {
  const { record } = findFunction(input.FunctionName, context);
  if (input.PublishTo) throw notSupported('PublishTo');
  if (input.RevisionId && input.RevisionId !== latestOf(record).RevisionId) throw precondition();
  const code = await takeCode(input, context);
  const configuration = {
    ...latestOf(record),
    ...code,
    ...(input.Architectures ? { Architectures: input.Architectures } : {}),
    LastModified: stamp(context),
    RevisionId: randomUUID(),
  };
  if (input.DryRun) return showConfiguration(record, configuration, undefined);
  replaceLatest(context.stack, record, configuration);
  const version = input.Publish ? publish(record, context, {}) : undefined;
  return { ...showConfiguration(record, version ?? configuration, version?.Version), ...UPDATING };
};
