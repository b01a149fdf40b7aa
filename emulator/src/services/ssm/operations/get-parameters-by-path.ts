import type { GetParametersByPathCommandInput, GetParametersByPathCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import { validationException } from '../errors.ts';
import { matches, under } from '../filter.ts';
import { allOf, latest, page, show } from '../store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath: Operation<GetParametersByPathCommandInput, GetParametersByPathCommandOutput> = (input, context) => {
  const { Path: path = '' } = input;
  if (!path.startsWith('/'))
    throw validationException(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
    );
  const all = allOf(context).filter(
    (record) => under(record.name, path, input.Recursive) && (input.ParameterFilters ?? []).every((filter) => matches(record, filter)),
  );
  const { items, ...rest } = page(all, input, 10);
  return { Parameters: items.map((record) => show(record, latest(record), input.WithDecryption)), ...rest };
};
