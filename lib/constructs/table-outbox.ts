import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';
import { watchIteratorAge } from './watch-function.ts';

/** With the waits between them, hours: what a topic or a bus may be away. A stream keeps its records for a day. */
const RETRIES = 100;

/**
 * The stream of a table feeds a function that sends out what the table's items say is to be sent (a transactional outbox): an item and its
 * message are one write, so neither is there without the other.
 * https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/transactional-outbox.html
 */
export class TableOutbox extends Construct {
  /** `only`: the changes that the sender gets, as patterns; absent: all. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html */
  constructor(scope: Construct, id: string, table: dynamodb.Table, sender: ServiceFunction, only?: Record<string, unknown>) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (!streamArn) throw new Error(`The table ${table.node.id} has no stream to send from`);
    const deadLetters = new DeadLetters(
      this,
      'DeadLetters',
      `changes of ${table.node.id} that were never sent out, after ${RETRIES} retries`,
    );
    sender.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'], [streamArn]);
    new lambda.EventSourceMapping(this, 'Mapping', {
      target: sender.function,
      eventSourceArn: streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      reportBatchItemFailures: true,
      // a change that can't be sent is parted from the others, who must not end as dead letters with it
      bisectBatchOnError: true,
      retryAttempts: RETRIES,
      onFailure: new SqsDlq(deadLetters.queue),
      ...(only ? { filters: [lambda.FilterCriteria.filter(only)] } : {}),
    });
    watchIteratorAge(this, sender.function, sender.node.id);
  }
}
