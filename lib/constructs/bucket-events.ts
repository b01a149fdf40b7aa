import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface BucketEventsProps {
  bucket: s3.Bucket;
  queue: sqs.Queue;
  /** Of the objects that are told of. */
  prefix: string;
}

/**
 * A bucket tells a queue of its new objects. CDK's own way (addEventNotification) is a custom resource with a function and wide rights; the
 * bucket has a property for it, which needs the queue's policy to be there first, since S3 sends a test message when it is set.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export class BucketEvents extends Construct {
  constructor(scope: Construct, id: string, { bucket, queue, prefix }: BucketEventsProps) {
    super(scope, id);
    const allowed = queue.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // the bucket's own ARN would be a circle: it is made after this policy
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const made = bucket.node.defaultChild as s3.CfnBucket;
    made.notificationConfiguration = {
      queueConfigurations: [
        { event: 's3:ObjectCreated:*', queue: queue.queueArn, filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } } },
      ],
    };
    if (allowed.policyDependable) made.node.addDependency(allowed.policyDependable);
  }
}
