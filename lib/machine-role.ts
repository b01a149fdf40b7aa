import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** Both are about the account, and know no resources. */
const LOGS = ['Create', 'Get', 'Update', 'Delete'].map((verb) => `logs:${verb}LogDelivery`);
const MORE_LOGS = ['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'];
const TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/**
 * What a state machine may do: call exactly these functions, deliver its logs, send its traces. CDK's own role could call every version of
 * them too. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export function machineRole(scope: Construct, functions: lambda.IFunction[]): iam.Role {
  const role = new iam.Role(scope, 'PurchaseMachineRole', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.map((one) => one.functionArn) }));
  role.addToPolicy(new iam.PolicyStatement({ actions: [...LOGS, ...MORE_LOGS, ...TRACES], resources: ['*'] }));
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The delivery of logs and X-Ray know no resources; the functions are named one by one.',
  });
  return role;
}
