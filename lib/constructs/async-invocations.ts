import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * What Lambda does with an event it took without the caller waiting: two retries, after about one and two minutes,
 * then the failure destination. SNS invokes functions in this way too.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsyncInvocations extends Construct {
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, target: ServiceFunction) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', `asynchronous invocations of ${target.node.id}, after two retries`);
    this.deadLetters = deadLetters.queue;
    target.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters.queue) });
  }
}
