import type { GetFunctionCommandInput, GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction, resolveQualifier } from '../names.ts';
import { showConfiguration } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction: Operation<GetFunctionCommandInput, GetFunctionCommandOutput> = (input, context) => {
  const { record, qualifier } = findFunction(input.FunctionName, context, input.Qualifier);
  const { configuration } = resolveQualifier(record, qualifier);
  const location = `${context.stack.endpoint}/lambda-url/_code/${encodeURIComponent(configuration.CodeSha256 as string)}`;
  return {
    Configuration: showConfiguration(record, configuration, qualifier),
    Code: { RepositoryType: 'S3', Location: location },
    Tags: Object.keys(record.tags).length > 0 ? record.tags : undefined,
    Concurrency: record.reserved === undefined ? undefined : { ReservedConcurrentExecutions: record.reserved },
  };
};
