import type { DescribeTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../service.ts';
import { describe } from '../describe.ts';
import { engineOf } from '../engine.ts';
import { nameOf } from '../store.ts';

export const describeTable: Operation<DescribeTableCommandInput> = async (input, context) => {
  const { Table } = await engineOf(context).run<{ Table: Record<string, unknown> }>('DescribeTable', {
    TableName: nameOf(input.TableName),
  });
  return { Table: describe(context, Table) };
};
