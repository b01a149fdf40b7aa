import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';
import type { ServiceFunction } from './service-function.ts';

/** What a function behind a URL is made with: the one throttle that a function URL has. */
export function behindUrl(scope: Construct): { concurrency?: number } {
  const { urlConcurrency } = settingsOf(scope);
  return typeof urlConcurrency === 'number' ? { concurrency: urlConcurrency } : {};
}

/**
 * Opens a function to HTTP and prints its address. Who may call it is the context `urlAuth`: signed requests (`iam`), or anyone (`none`).
 * A function URL has no throttle of its own: AWS's way is the function's reserved concurrency (context `urlConcurrency`, see
 * `behindUrl`), ten times which is the most requests a second.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 *
 * `anyone`: whatever the context says, for callers that have no account and prove who they are in another way, such as by a signature of
 * their own.
 */
export function openToHttp(
  stack: Construct,
  target: ServiceFunction,
  outputId: string,
  methods: lambda.HttpMethod[],
  { anyone = false } = {},
): lambda.FunctionUrl {
  const { urlAuth } = settingsOf(stack);
  const url = target.function.addFunctionUrl({
    authType: urlAuth === 'iam' && !anyone ? lambda.FunctionUrlAuthType.AWS_IAM : lambda.FunctionUrlAuthType.NONE,
    cors: {
      allowedOrigins: ['*'],
      allowedMethods: methods,
      allowedHeaders: ['content-type', 'x-pushpull-sent-at', 'idempotency-key', 'content-digest'],
      maxAge: Duration.hours(1),
    },
  });
  new CfnOutput(stack, outputId, { value: url.url });
  return url;
}
