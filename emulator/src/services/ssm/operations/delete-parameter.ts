import type { DeleteParameterCommandInput, DeleteParameterCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { parameterKey, parametersOf, required } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter: Operation<DeleteParameterCommandInput, DeleteParameterCommandOutput> = (input, context) => {
  const record = required(input.Name, context);
  parametersOf(context).delete(parameterKey(context, record.name));
  return {};
};
