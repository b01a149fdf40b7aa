import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { settingsOf } from './settings.ts';

/** The third parties as a function, for where nobody runs them as a process. It stands for systems that aren't ours. */
export class ThirdPartyStack extends Stack {
  /** Ends in a slash; each third party is below it, by name. */
  readonly url: string;
  /** What may be called by signed requests alone (context `urlAuth`); absent where anyone may. */
  readonly signedFunctionArn?: string;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Entries', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    });
    const server = new ServiceFunction(this, 'Server', {
      bundle: 'third-party',
      description: 'The third parties: HTTP APIs, what they did, and fault knobs',
      timeout: Duration.seconds(10),
      environment: { THIRD_PARTIES_TABLE_NAME: table.tableName },
      ...behindUrl(this),
    });
    server.allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
      [table.tableArn],
    );
    const { GET, POST, PUT, DELETE } = lambda.HttpMethod;
    this.url = openToHttp(this, server, 'ThirdPartyUrl', [GET, POST, PUT, DELETE]).url;
    if (settingsOf(this).urlAuth === 'iam') this.signedFunctionArn = server.function.functionArn;
    new CfnOutput(this, 'ThirdPartyTableName', { value: table.tableName });
  }
}
