import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';

const TIMEOUT = Duration.seconds(10);

export interface StatisticsStackProps extends StackProps {
  photoSharedTopic: sns.ITopic;
}

/** Statistics counts shares. It listens to what Photos announces, and Photos doesn't know it. */
export class StatisticsStack extends Stack {
  constructor(scope: Construct, id: string, { photoSharedTopic, ...props }: StatisticsStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Statistics', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    const environment = { STATISTICS_TABLE_NAME: table.tableName };
    const consumer = new ServiceFunction(this, 'CountShares', {
      bundle: 'statistics/count-shares',
      description: 'Counts each share once',
      timeout: TIMEOUT,
      environment,
    }).allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    const only = { type: ['PhotoShared'] };
    const work = new SubscriberQueue(this, 'StatisticsQueue', { topic: photoSharedTopic, consumer, consumerTimeout: TIMEOUT, only });
    const get = new ServiceFunction(this, 'GetStatistics', {
      bundle: 'statistics/get-statistics',
      description: 'Answers how often a photo was shared',
      timeout: TIMEOUT,
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, get, 'StatisticsUrl', [lambda.HttpMethod.GET]);
    new CfnOutput(this, 'StatisticsQueueUrl', { value: work.queue.queueUrl });
  }
}
