import type { Service } from '../service.ts';
import { handle } from './handle.ts';
import { describeContinuousBackups, updateContinuousBackups } from './operations/continuous-backups.ts';
import { createTable } from './operations/create-table.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeTable } from './operations/describe-table.ts';
import { items } from './operations/items.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/time-to-live.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateTable } from './operations/update-table.ts';
import { globalTable } from './resources/global-table.ts';
import { table } from './resources/table.ts';

export const service: Service = {
  name: 'dynamodb',
  protocol: 'aws-json-1.0',
  target: 'DynamoDB_20120810',
  operations: {
    ...items,
    CreateTable: createTable,
    DeleteTable: deleteTable,
    DescribeContinuousBackups: describeContinuousBackups,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UpdateContinuousBackups: updateContinuousBackups,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
  resources: [table, globalTable],
  async handleRaw(request, response, caller, stack) {
    await handle(service, request, response, caller, stack);
    return true;
  },
};
