import type { DescribeParametersCommandInput, DescribeParametersCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { matches } from '../filter.ts';
import { allOf, arnOf, latest, page } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters: Operation<DescribeParametersCommandInput, DescribeParametersCommandOutput> = (input, context) => {
  const filters = [
    ...(input.ParameterFilters ?? []),
    ...(input.Filters ?? []).map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' })),
  ];
  const { items, ...rest } = page(
    allOf(context).filter((record) => filters.every((filter) => matches(record, filter))),
    input,
    50,
  );
  return {
    Parameters: items.map((record) => {
      const current = latest(record);
      return {
        Name: record.name,
        ARN: arnOf(record),
        Type: current.type,
        KeyId: current.keyId,
        LastModifiedDate: new Date(current.modified),
        LastModifiedUser: current.user,
        Description: current.description,
        AllowedPattern: current.allowedPattern,
        Version: current.version,
        Tier: current.tier,
        Policies: [],
        DataType: current.dataType,
      };
    }),
    ...rest,
  };
};
