import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BucketEvents } from './constructs/bucket-events.ts';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { Schedule } from './constructs/schedule.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { settingsOf } from './settings.ts';

/** The smallest function there is takes files of any size: it holds a part of them at a time. */
const SMALL_MB = 128;
/** Who makes a thumbnail decodes the whole image. */
const DECODER_MB = 1024;

const ASSEMBLE_TIMEOUT = Duration.seconds(120);
const THUMBNAIL_TIMEOUT = Duration.seconds(60);
const MAX_RECEIVES = 8;

/** Uploads takes files in one request, in chunks or past itself, puts them together, and looks whether they are images. */
export class UploadsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Uploads', {
      partitionKey: { name: 'uploadId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'forgetAt',
    });
    table.addGlobalSecondaryIndex({
      indexName: 'Unfinished',
      partitionKey: { name: 'unfinished', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'due', type: dynamodb.AttributeType.NUMBER },
    });
    const bucket = this.bucket();
    const environment = { UPLOADS_TABLE_NAME: table.tableName, UPLOADS_BUCKET_NAME: bucket.bucketName };
    const make = (functionId: string, bundle: string, description: string, timeout: Duration, more: object = {}) =>
      new ServiceFunction(this, functionId, {
        bundle: `uploads/${bundle}`,
        description,
        timeout,
        memorySize: SMALL_MB,
        environment,
        ...more,
      });
    const records = ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];

    const assemblies = new WorkQueue(this, 'AssembleUploadsQueue', ASSEMBLE_TIMEOUT, MAX_RECEIVES);
    const asks = { environment: { ...environment, ASSEMBLE_QUEUE_URL: assemblies.queue.queueUrl } };

    const api = make('UploadsApi', 'api', 'Takes files in chunks, or gives links for them', Duration.seconds(20), {
      ...asks,
      ...behindUrl(this),
    });
    api
      .allow(records, [table.tableArn])
      .allow(['sqs:SendMessage'], [assemblies.queue.queueArn])
      .allowBelow(['s3:PutObject'], bucket, ['chunks', 'incoming'])
      .allowBelow(['s3:ListMultipartUploadParts'], bucket, ['incoming'])
      .allowBelow(['s3:GetObject'], bucket, ['originals', 'thumbnails']);
    openToHttp(this, api, 'UploadsUrl', [lambda.HttpMethod.GET, lambda.HttpMethod.POST, lambda.HttpMethod.PUT]);

    const single = make('TakeImage', 'take-image', 'Takes an image in one request', Duration.seconds(20), behindUrl(this));
    single.allow(records, [table.tableArn]).allowBelow(['s3:PutObject'], bucket, ['originals']);
    openToHttp(this, single, 'TakeImageUrl', [lambda.HttpMethod.POST]);

    const assemble = make('AssembleUpload', 'assemble', 'Makes one object of the parts of an upload, and checks it', ASSEMBLE_TIMEOUT, {
      // what is young may take 3 MB, and not 48: nearly all that passes through here is of no use a moment later
      environment: { ...environment, NODE_OPTIONS: '--max-semi-space-size=1' },
    });
    assemble
      .allow(records, [table.tableArn])
      .allow(['s3:ListBucket'], [bucket.bucketArn])
      .allowBelow(['s3:GetObject', 's3:DeleteObject'], bucket, ['chunks', 'incoming'])
      .allowBelow(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], bucket, ['incoming', 'originals']);
    assemblies.consumeWith(assemble.function, 1);

    const thumbnails = new WorkQueue(this, 'NewOriginalsQueue', THUMBNAIL_TIMEOUT, MAX_RECEIVES);
    const thumbnail = make('MakeThumbnail', 'make-thumbnail', 'Looks whether what was uploaded is an image', THUMBNAIL_TIMEOUT, {
      memorySize: DECODER_MB,
      environment: { ...environment, MAX_RECEIVES: String(MAX_RECEIVES) },
    });
    thumbnail
      .allow(records, [table.tableArn])
      .allow(['s3:ListBucket'], [bucket.bucketArn])
      .allowBelow(['s3:GetObject', 's3:DeleteObject'], bucket, ['originals'])
      .allowBelow(['s3:PutObject'], bucket, ['thumbnails']);
    thumbnails.consumeWith(thumbnail.function, 1);
    new BucketEvents(this, 'NewOriginals', { bucket, queue: thumbnails.queue, prefix: 'originals/' });

    const sweep = make('SweepUploads', 'sweep', 'Ends the uploads that nobody ended', Duration.seconds(60), asks);
    sweep
      .allow(records, [table.tableArn, `${table.tableArn}/index/Unfinished`])
      .allow(['sqs:SendMessage'], [assemblies.queue.queueArn])
      .allow(['s3:ListBucket'], [bucket.bucketArn])
      .allowBelow(['s3:DeleteObject', 's3:AbortMultipartUpload'], bucket, ['chunks', 'incoming']);
    new Schedule(this, 'SweepSchedule', { every: Duration.hours(6), target: sweep });

    new CfnOutput(this, 'UploadsTableName', { value: table.tableName });
    new CfnOutput(this, 'UploadsBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'AssembleUploadsQueueUrl', { value: assemblies.queue.queueUrl });
    new CfnOutput(this, 'NewOriginalsQueueUrl', { value: thumbnails.queue.queueUrl });
    new CfnOutput(this, 'SweepUploadsName', { value: sweep.function.functionName });
  }

  /** What the sweep misses the bucket ends by itself, a day after an upload's own end. */
  private bucket(): s3.Bucket {
    const leftOver = Duration.days(2);
    const bucket = new s3.Bucket(this, 'UploadsBucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: leftOver },
        { prefix: 'chunks/', expiration: leftOver },
        { prefix: 'incoming/', expiration: leftOver },
      ],
      cors: [
        {
          allowedOrigins: ['*'],
          allowedMethods: [s3.HttpMethods.PUT],
          allowedHeaders: ['x-amz-checksum-sha256'],
          exposedHeaders: ['etag'],
        },
      ],
      enforceSSL: true,
      removalPolicy: settingsOf(this).data === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only functions of this stack and signed links reach the objects; a trail of every read is a matter of data events of CloudTrail.',
    });
    return bucket;
  }
}
