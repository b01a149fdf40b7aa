import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';

export interface ShareTrackingStackProps extends StackProps {
  /** Of Photos: this is its stack too, beside the one that everybody needs. */
  photosTable: dynamodb.ITable;
}

/** What a person does with a share after it was made: watches it, and takes it back. */
export class ShareTrackingStack extends Stack {
  constructor(scope: Construct, id: string, { photosTable, ...props }: ShareTrackingStackProps) {
    super(scope, id, props);
    const environment = { PHOTOS_TABLE_NAME: photosTable.tableName };
    const watch = new ServiceFunction(this, 'WatchShare', {
      bundle: 'photos/watch-share',
      description: 'Answers as soon as a share has moved: long poll, or server-sent events',
      // twenty seconds of waiting, and some; the alarm for slow functions stays quiet
      timeout: Duration.seconds(30),
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem'], [photosTable.tableArn]);
    openToHttp(this, watch, 'WatchShareUrl', [lambda.HttpMethod.GET]);

    const revoke = new ServiceFunction(this, 'RevokeShare', {
      bundle: 'photos/revoke-share',
      description: "Ends a share: the mail's link shows nothing any more",
      timeout: Duration.seconds(10),
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:UpdateItem'], [photosTable.tableArn]);
    openToHttp(this, revoke, 'RevokeShareUrl', [lambda.HttpMethod.DELETE]);
  }
}
