import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { LADDER_RECEIVES, WorkQueue } from './constructs/work-queue.ts';

const TIMEOUT = Duration.seconds(20);

export interface LoyaltyStackProps extends StackProps {
  ordersBus: events.IEventBus;
}

/**
 * Loyalty came later: it listens to Orders' bus, and has what was before it replayed from the archive. Its rule is deployed switched off;
 * switching it on is the moment at which it begins to exist.
 */
export class LoyaltyStack extends Stack {
  constructor(scope: Construct, id: string, props: LoyaltyStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Loyalty', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    const environment = { LOYALTY_TABLE_NAME: table.tableName };
    const award = new ServiceFunction(this, 'Award', {
      bundle: 'loyalty/award',
      description: 'Gives the points of an order once',
      timeout: TIMEOUT,
      environment,
    }).allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    const work = new WorkQueue(this, 'LoyaltyQueue', TIMEOUT, LADDER_RECEIVES);
    work.consumeWith(award.function);
    const undeliverable = new DeadLetters(this, 'LoyaltyUndeliverable', "the bus of Orders could not reach Loyalty's queue");
    const rule = new events.Rule(this, 'LoyaltyRule', {
      eventBus: props.ordersBus,
      description: 'Purchases, for loyalty',
      eventPattern: { source: ['pushpull.orders'], detailType: ['PurchasedItemOnWebsite'] },
      targets: [new SqsQueue(work.queue, { deadLetterQueue: undeliverable.queue })],
      enabled: false,
    });
    const points = new ServiceFunction(this, 'Points', {
      bundle: 'loyalty/points',
      description: "Answers a user's points",
      timeout: TIMEOUT,
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, points, 'PointsUrl', [lambda.HttpMethod.GET]);
    new CfnOutput(this, 'LoyaltyRuleArn', { value: rule.ruleArn });
    new CfnOutput(this, 'LoyaltyQueueUrl', { value: work.queue.queueUrl });
    new CfnOutput(this, 'LoyaltyTableName', { value: table.tableName });
  }
}
