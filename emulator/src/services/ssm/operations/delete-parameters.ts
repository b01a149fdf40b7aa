import type { DeleteParametersCommandInput, DeleteParametersCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { find, parameterKey, parametersOf } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export const deleteParameters: Operation<DeleteParametersCommandInput, DeleteParametersCommandOutput> = (input, context) => {
  const DeletedParameters: string[] = [];
  const InvalidParameters: string[] = [];
  for (const name of input.Names ?? []) {
    const record = find(name, context);
    if (record) parametersOf(context).delete(parameterKey(context, record.name));
    (record ? DeletedParameters : InvalidParameters).push(name);
  }
  return { DeletedParameters, InvalidParameters };
};
