import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/**
 * A table that can be put back to any second of the last 35 days, and that outlives its stack where the context says `data=keep`. It is
 * paid for by the request, and encrypted with DynamoDB's own key, as every table is.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
 */
export class DataTable extends dynamodb.Table {
  constructor(
    scope: Construct,
    id: string,
    props: Pick<dynamodb.TableProps, 'partitionKey' | 'sortKey' | 'timeToLiveAttribute' | 'stream'>,
  ) {
    const kept = settingsOf(scope).data === 'keep';
    super(scope, id, {
      ...props,
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: kept,
      removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
