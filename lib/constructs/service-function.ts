import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundlePath, type FunctionName } from '../bundle.ts';

export interface ServiceFunctionProps {
  /** Which bundle it runs: "photos/upload-photo". */
  bundle: FunctionName;
  description: string;
  timeout: Duration;
  memorySize?: number;
  environment?: Record<string, string>;
}

/**
 * A function of a service with its own log group and a role that may write there and nowhere else. The managed policy
 * AWSLambdaBasicExecutionRole would allow every log group of the account.
 */
export class ServiceFunction extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundlePath(props.bundle)),
      timeout: props.timeout,
      memorySize: props.memorySize ?? 512,
      environment: { POWERTOOLS_SERVICE_NAME: props.bundle, ...props.environment },
      role,
      logGroup,
    });
  }

  /** Exactly these actions on exactly these resources: CDK's own grants are wider than most functions need. */
  allow(actions: string[], resourceArns: string[]): this {
    iam.Grant.addToPrincipal({ grantee: this.function, actions, resourceArns });
    return this;
  }
}
