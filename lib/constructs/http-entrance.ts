import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/**
 * Opens a function to HTTP and prints its address. Anyone may call it: the demo has no users to sign in,
 * and a deployment that stays needs an authorizer before it.
 */
export function openToHttp(stack: Construct, target: ServiceFunction, outputId: string, methods: lambda.HttpMethod[]): lambda.FunctionUrl {
  const url = target.function.addFunctionUrl({
    authType: lambda.FunctionUrlAuthType.NONE,
    cors: {
      allowedOrigins: ['*'],
      allowedMethods: methods,
      allowedHeaders: ['content-type', 'x-pushpull-sent-at', 'idempotency-key'],
      maxAge: Duration.hours(1),
    },
  });
  new CfnOutput(stack, outputId, { value: url.url });
  return url;
}
