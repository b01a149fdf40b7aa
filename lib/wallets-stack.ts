import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';

const WRITES = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];

/** Wallets moves money while one waits: there is nothing to be told "later" about a transfer. */
export class WalletsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Wallets', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    const open = (functionId: string, bundle: string, description: string, methods: lambda.HttpMethod[]) => {
      const made = new ServiceFunction(this, functionId, {
        bundle: `wallets/${bundle}`,
        description,
        timeout: Duration.seconds(10),
        environment: { WALLETS_TABLE_NAME: table.tableName },
        ...behindUrl(this),
      }).allow(WRITES, [table.tableArn]);
      openToHttp(this, made, `${functionId}Url`, methods);
    };
    const { GET, POST } = lambda.HttpMethod;
    open('Transfer', 'transfer', 'Moves money once for an idempotency key', [POST]);
    open('TransferNaive', 'transfer-naive', 'Moves money at every request, for comparison', [POST]);
    open('Wallet', 'wallet', 'Opens a wallet, and answers its balance', [GET, POST]);
    new CfnOutput(this, 'WalletsTableName', { value: table.tableName });
  }
}
