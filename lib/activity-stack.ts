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

export interface ActivityStackProps extends StackProps {
  photoSharedTopic: sns.ITopic;
}

/** Activity keeps the feed of each photo. It listens to what Photos announces, and Photos doesn't know it. */
export class ActivityStack extends Stack {
  constructor(scope: Construct, id: string, { photoSharedTopic, ...props }: ActivityStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Activity', {
      partitionKey: { name: 'photoId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'shareId', type: dynamodb.AttributeType.STRING },
    });
    const environment = { ACTIVITY_TABLE_NAME: table.tableName };
    const consumer = new ServiceFunction(this, 'RecordActivity', {
      bundle: 'activity/record-activity',
      description: 'Writes a share to the feed of its photo',
      timeout: TIMEOUT,
      environment,
    }).allow(['dynamodb:PutItem'], [table.tableArn]);
    const only = { type: ['PhotoShared'] };
    const work = new SubscriberQueue(this, 'ActivityQueue', { topic: photoSharedTopic, consumer, consumerTimeout: TIMEOUT, only });
    const get = new ServiceFunction(this, 'GetActivity', {
      bundle: 'activity/get-activity',
      description: "Answers a photo's feed",
      timeout: TIMEOUT,
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:Query'], [table.tableArn]);
    openToHttp(this, get, 'ActivityUrl', [lambda.HttpMethod.GET]);
    new CfnOutput(this, 'ActivityQueueUrl', { value: work.queue.queueUrl });
  }
}
