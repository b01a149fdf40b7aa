import type { GetEventSourceMappingCommandInput, GetEventSourceMappingCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { mappingOf, show } from '../record.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping: Operation<GetEventSourceMappingCommandInput, GetEventSourceMappingCommandOutput> = (input, context) =>
  show(mappingOf(input.UUID, context));
