import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';

/** The email provider as a function, for where nobody runs it as a process. It stands for a system that isn't ours. */
export class ThirdPartyStack extends Stack {
  readonly emailApiUrl: string;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, 'EmailTable', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const email = new ServiceFunction(this, 'Email', {
      bundle: 'third-party/email',
      description: 'The email provider: HTTP API, inbox and fault knobs',
      timeout: Duration.seconds(10),
      environment: { EMAIL_TABLE_NAME: table.tableName },
    });
    email.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'], [table.tableArn]);
    const { GET, POST, PUT, DELETE } = lambda.HttpMethod;
    this.emailApiUrl = openToHttp(this, email, 'EmailUrl', [GET, POST, PUT, DELETE]).url;
    new CfnOutput(this, 'EmailTableName', { value: table.tableName });
  }
}
