import type { GetParameterHistoryCommandInput, GetParameterHistoryCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { page, required, show } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory: Operation<GetParameterHistoryCommandInput, GetParameterHistoryCommandOutput> = (input, context) => {
  const record = required(input.Name, context);
  const { items, ...rest } = page(record.versions, input, 50);
  return {
    Parameters: items.map((version) => ({
      ...show(record, version, input.WithDecryption),
      ARN: undefined,
      LastModifiedUser: version.user,
      Description: version.description,
      AllowedPattern: version.allowedPattern,
      KeyId: version.keyId,
      Tier: version.tier,
      Labels: [],
      Policies: [],
    })),
    ...rest,
  };
};
