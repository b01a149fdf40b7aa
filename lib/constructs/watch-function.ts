import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Runbook, watch } from './watch.ts';

const A_MINUTE = Duration.minutes(1);

/** The share of its timeout that a function may take before somebody hears of it. */
const NEAR_TIMEOUT = 0.8;

/**
 * The three ways a function goes wrong without being told. Three bad minutes of five: an error that its ladder mends is nobody's
 * business at night.
 */
export function watchFunction(
  scope: Construct,
  target: lambda.Function,
  name: string,
  timeout: Duration,
  errors: Runbook = 'errors',
): void {
  watch(scope, 'Errors', {
    metric: target.metricErrors({ period: A_MINUTE, statistic: 'Sum' }),
    above: 0,
    minutes: 3,
    meaning: `${name} fails`,
    runbook: errors,
  });
  watch(scope, 'Throttles', {
    metric: target.metricThrottles({ period: A_MINUTE, statistic: 'Sum' }),
    above: 0,
    minutes: 3,
    meaning: `${name} is throttled: its concurrency, or the account's, is used up`,
    runbook: 'throttles',
  });
  watch(scope, 'Slow', {
    metric: target.metricDuration({ period: A_MINUTE, statistic: 'Maximum' }),
    above: timeout.toMilliseconds() * NEAR_TIMEOUT,
    minutes: 3,
    meaning: `${name} takes more than ${NEAR_TIMEOUT * 100} % of the ${timeout.toSeconds()} s it has`,
    runbook: 'slow-function',
  });
}

/**
 * For a function that reads a stream: how old a record is when it is read. A stream keeps records for 24 hours (DynamoDB); what gets
 * older is lost. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export function watchIteratorAge(scope: Construct, target: lambda.Function, name: string): void {
  watch(scope, 'IteratorAge', {
    metric: target.metric('IteratorAge', { period: A_MINUTE, statistic: 'Maximum' }),
    above: Duration.minutes(5).toMilliseconds(),
    minutes: 3,
    meaning: `${name} is more than 5 minutes behind its stream`,
    runbook: 'iterator-age',
  });
}
