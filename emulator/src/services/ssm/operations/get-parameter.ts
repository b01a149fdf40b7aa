import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { parameterNotFound } from '../errors.ts';
import { select, show } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter: Operation<GetParameterCommandInput, GetParameterCommandOutput> = (input, context) => {
  const found = select(input.Name ?? '', context);
  if (!found) throw parameterNotFound();
  return { Parameter: show(found.record, found.version, input.WithDecryption, found.selector) };
};
