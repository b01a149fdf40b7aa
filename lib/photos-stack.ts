import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { EventTopic } from './constructs/event-topic.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { settingsOf } from './settings.ts';

const RECORD_TIMEOUT = Duration.seconds(10);

export interface PhotosStackProps extends StackProps {
  sendShareEmail: lambda.IFunction;
  shareRequestsTopic: sns.ITopic;
  shareRequestsQueue: sqs.IQueue;
  shareDeliveriesTopic: sns.ITopic;
}

/** Photos keeps photographs and shares, and hands each share to Users in the mode its caller chose. */
export class PhotosStack extends Stack {
  /** What Photos tells whoever wants to hear it; it knows none of them. */
  readonly photoSharedTopic: sns.ITopic;
  readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: PhotosStackProps) {
    super(scope, id, props);
    const bucket = new s3.Bucket(this, 'Photos', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      enforceSSL: true,
      removalPolicy: settingsOf(this).data === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Nobody but three functions of this stack reaches the objects, and links to them are signed; who wants a trail of every read turns on data events of CloudTrail, which covers all buckets.',
    });
    const table = new DataTable(this, 'PhotosAndShares', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    const environment = { PHOTOS_TABLE_NAME: table.tableName, PHOTOS_BUCKET_NAME: bucket.bucketName };
    const images = ['originals', 'thumbnails'];

    const upload = new ServiceFunction(this, 'UploadPhoto', {
      bundle: 'photos/upload-photo',
      description: 'Takes an image, makes its thumbnail, keeps both',
      timeout: Duration.seconds(20),
      memorySize: 1024,
      environment,
      ...behindUrl(this),
    });
    upload.allowBelow(['s3:PutObject'], bucket, images).allow(['dynamodb:PutItem'], [table.tableArn]);
    openToHttp(this, upload, 'UploadPhotoUrl', [lambda.HttpMethod.POST]);

    const open = new ServiceFunction(this, 'OpenShare', {
      bundle: 'photos/open-share',
      description: "Opens a mail's link, while it lives",
      timeout: Duration.seconds(10),
      environment,
      ...behindUrl(this),
    });
    open.allow(['dynamodb:GetItem'], [table.tableArn]).allowBelow(['s3:GetObject'], bucket, ['originals']);
    // whoever got the mail has no account: the link's token is what lets them in
    const openUrl = openToHttp(this, open, 'OpenShareUrl', [lambda.HttpMethod.GET], { anyone: true });

    const shared = new EventTopic(this, 'PhotoShared');
    const share = new ServiceFunction(this, 'SharePhoto', {
      bundle: 'photos/share-photo',
      description: 'Shares a photo by the way that the caller asks for',
      timeout: Duration.seconds(15),
      ...behindUrl(this),
      environment: {
        ...environment,
        SEND_SHARE_EMAIL_FUNCTION_NAME: props.sendShareEmail.functionName,
        SHARE_REQUESTS_TOPIC_ARN: props.shareRequestsTopic.topicArn,
        SHARE_REQUESTS_QUEUE_URL: props.shareRequestsQueue.queueUrl,
        PHOTO_SHARED_TOPIC_ARN: shared.topicArn,
        OPEN_SHARE_URL: openUrl.url,
      },
    });
    share
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn])
      .allowBelow(['s3:GetObject'], bucket, ['thumbnails'])
      .allow(['lambda:InvokeFunction'], [props.sendShareEmail.functionArn])
      .allow(['sns:Publish'], [props.shareRequestsTopic.topicArn, shared.topicArn])
      .allow(['sqs:SendMessage'], [props.shareRequestsQueue.queueArn]);
    openToHttp(this, share, 'SharePhotoUrl', [lambda.HttpMethod.POST]);

    const get = new ServiceFunction(this, 'GetShare', {
      bundle: 'photos/get-share',
      description: 'Answers what became of a share',
      timeout: Duration.seconds(10),
      environment,
      ...behindUrl(this),
    });
    get.allow(['dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, get, 'GetShareUrl', [lambda.HttpMethod.GET]);

    const record = new ServiceFunction(this, 'RecordDelivery', {
      bundle: 'photos/record-delivery',
      description: 'Writes to a share what Users made of it',
      timeout: RECORD_TIMEOUT,
      environment,
    });
    record.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    const deliveries = new WorkQueue(this, 'ShareDeliveriesQueue', RECORD_TIMEOUT);
    deliveries.consumeWith(record.function);
    const undeliverable = new DeadLetters(
      this,
      'ShareDeliveriesUndeliverable',
      'the topic ShareDeliveries could not reach the queue of Photos',
    );
    props.shareDeliveriesTopic.addSubscription(
      new SqsSubscription(deliveries.queue, { rawMessageDelivery: true, deadLetterQueue: undeliverable.queue }),
    );

    this.photoSharedTopic = shared;
    this.table = table;
    new CfnOutput(this, 'PhotoSharedTopicArn', { value: shared.topicArn });
    new CfnOutput(this, 'PhotosBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'PhotosTableName', { value: table.tableName });
    new CfnOutput(this, 'ShareDeliveriesQueueUrl', { value: deliveries.queue.queueUrl });
    new CfnOutput(this, 'SharePhotoName', { value: share.function.functionName });
    new CfnOutput(this, 'UploadPhotoName', { value: upload.function.functionName });
    new CfnOutput(this, 'RecordDeliveryName', { value: record.function.functionName });
  }
}
