import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { EventTopic } from './constructs/event-topic.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { namedArchive } from './constructs/named-archive.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { TableOutbox } from './constructs/table-outbox.ts';
import { LADDER_RECEIVES, WorkQueue } from './constructs/work-queue.ts';

const TIMEOUT = Duration.seconds(20);

/** Orders takes purchases down and tells of them; what the services make of each comes back by its queue. It knows none of them. */
export class OrdersStack extends Stack {
  /** Everything that happens to orders: for who wants it now. */
  readonly eventsTopic: sns.ITopic;
  /** The same, with an archive: for who comes later. */
  readonly bus: events.IEventBus;
  readonly stepsQueue: sqs.IQueue;
  readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'OrdersTable', {
      partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    });
    const topic = new EventTopic(this, 'OrderEvents');
    const bus = new events.EventBus(this, 'OrdersBus');
    const archiveArn = namedArchive(bus, 'OrdersArchive', 'pushpull-orders', {
      eventPattern: { source: ['pushpull.orders'] },
      retention: Duration.days(30),
    });
    const environment = { ORDERS_TABLE_NAME: table.tableName };
    const make = (functionId: string, bundle: string, description: string, more: Record<string, string> = {}, http = false) =>
      new ServiceFunction(this, functionId, {
        bundle: `orders/${bundle}`,
        description,
        timeout: TIMEOUT,
        environment: { ...environment, ...more },
        ...(http ? behindUrl(this) : {}),
      });

    const confirm = make('ConfirmPurchase', 'confirm-purchase', 'Writes an order down and answers', {}, true);
    confirm.allow(['dynamodb:PutItem', 'dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, confirm, 'ConfirmPurchaseUrl', [lambda.HttpMethod.POST]);

    const get = make('GetOrder', 'get-order', 'Answers what became of an order', {}, true);
    get.allow(['dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, get, 'GetOrderUrl', [lambda.HttpMethod.GET]);

    const publish = make('PublishOrderEvents', 'publish-order-events', 'Sends out what orders were written with', {
      ORDER_EVENTS_TOPIC_ARN: topic.topicArn,
      ORDERS_BUS_NAME: bus.eventBusName,
    });
    publish.allow(['sns:Publish'], [topic.topicArn]).allow(['events:PutEvents'], [bus.eventBusArn]);
    new TableOutbox(this, 'OrdersOutbox', table, publish);

    const settle = make('SettleOrder', 'settle-order', 'Ends an order by what the services made of their parts');
    settle.allow(['dynamodb:UpdateItem'], [table.tableArn]);
    const steps = new WorkQueue(this, 'OrderStepsQueue', TIMEOUT, LADDER_RECEIVES);
    steps.consumeWith(settle.function);

    this.eventsTopic = topic;
    this.bus = bus;
    this.stepsQueue = steps.queue;
    this.table = table;
    new CfnOutput(this, 'OrdersTableName', { value: table.tableName });
    new CfnOutput(this, 'OrderStepsQueueUrl', { value: steps.queue.queueUrl });
    new CfnOutput(this, 'OrdersBusArn', { value: bus.eventBusArn });
    new CfnOutput(this, 'OrdersArchiveArn', { value: archiveArn });
  }
}
