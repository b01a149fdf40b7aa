import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bundlePath } from '../bundle.ts';
import type { Runbook } from './watch.ts';
import { watchFunction } from './watch-function.ts';

export interface ServiceFunctionProps {
  /** Which bundle it runs: "photos/upload-photo". */
  bundle: string;
  description: string;
  timeout: Duration;
  memorySize?: number;
  environment?: Record<string, string>;
  /** What to do when it fails; "errors" if nothing more is known. */
  runbook?: Runbook;
  /** The most that run at once; the rest are throttled. It is taken out of the account's concurrency. */
  concurrency?: number;
}

/**
 * A function of a service with its own log group, traces, alarms, and a role that may write there and nowhere else. The managed policy
 * AWSLambdaBasicExecutionRole would allow every log group of the account.
 */
export class ServiceFunction extends Construct {
  readonly function: lambda.Function;
  private readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundlePath(props.bundle)),
      timeout: props.timeout,
      memorySize: props.memorySize ?? 512,
      environment: { POWERTOOLS_SERVICE_NAME: props.bundle, ...props.environment },
      role: this.role,
      logGroup,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.concurrency ? { reservedConcurrentExecutions: props.concurrency } : {}),
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and PutTelemetryRecords know no resources; every other statement names its own (test/app/synth.test.ts).',
    });
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason:
        'What is invoked asynchronously has a failure destination (AsyncInvocations), which carries the error too; the rest is never so invoked.',
    });
    watchFunction(this, this.function, id, props.timeout, props.runbook);
  }

  /** Exactly these actions on exactly these resources: CDK's own grants are wider than most functions need. */
  allow(actions: string[], resourceArns: string[]): this {
    iam.Grant.addToPrincipal({ grantee: this.function, actions, resourceArns });
    return this;
  }

  /** Signs its requests to our stand-ins for third parties, where these take signed ones alone. Both actions are needed since October 2025. */
  mayCallThirdParties(signedFunctionArn: string | undefined): this {
    if (!signedFunctionArn) return this;
    this.function.addEnvironment('THIRD_PARTY_AUTH', 'iam');
    return this.allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'], [signedFunctionArn]);
  }

  /** These actions on the objects below these folders: the one thing that can only be said with a wildcard. */
  allowBelow(actions: string[], bucket: s3.Bucket, folders: string[]): this {
    const bucketId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as s3.CfnBucket);
    for (const folder of folders)
      Validations.of(this.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${folder}/*]`,
        reason: `The names of the objects below ${folder}/ are made at run time; the folder and the action are exact.`,
      });
    return this.allow(
      actions,
      folders.map((folder) => bucket.arnForObjects(`${folder}/*`)),
    );
  }
}
