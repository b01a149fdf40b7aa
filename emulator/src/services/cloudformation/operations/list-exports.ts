import type { ListExportsCommandInput, ListExportsCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { exportsOf } from '../exports.ts';
import { page } from '../paging.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports: Operation<ListExportsCommandInput, ListExportsCommandOutput> = (input, context) => {
  const { items, NextToken } = page(exportsOf(context.stack, context), input.NextToken, 100);
  const Exports = items.map(({ stack, name, value }) => ({ ExportingStackId: stack.id, Name: name, Value: value }));
  return { Exports, ...(NextToken === undefined ? {} : { NextToken }) };
};
