import type { GetParametersCommandInput, GetParametersCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { validationException } from '../errors.ts';
import { select, show } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters: Operation<GetParametersCommandInput, GetParametersCommandOutput> = (input, context) => {
  if ((input.Names?.length ?? 0) > 10)
    throw validationException(
      `1 validation error detected: Value '[${input.Names?.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  const names = [...new Set(input.Names)];
  return {
    Parameters: names.flatMap((name) => {
      const found = select(name, context);
      return found ? [show(found.record, found.version, input.WithDecryption, found.selector)] : [];
    }),
    InvalidParameters: names.filter((name) => !select(name, context)),
  };
};
