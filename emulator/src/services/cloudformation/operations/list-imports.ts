import type { ListImportsCommandInput, ListImportsCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { validationError } from '../errors.ts';
import { importersOf } from '../exports.ts';
import { page } from '../paging.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports: Operation<ListImportsCommandInput, ListImportsCommandOutput> = (input, context) => {
  const importers = importersOf(context.stack, input.ExportName ?? '', context);
  if (importers.length === 0) throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
  const { items, NextToken } = page(importers, input.NextToken, 100);
  return { Imports: items, ...(NextToken === undefined ? {} : { NextToken }) };
};
