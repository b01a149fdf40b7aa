import { RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';
import { ATTEMPTS } from './acknowledged.ts';
import { LaneStage } from './lane-stage.ts';

export interface LabStackProps extends StackProps {
  lanes: readonly Lane[];
  /** Of the third parties' server, ending in a slash. */
  thirdPartyUrl: string;
  /** Of their function, where only signed requests get through. */
  thirdPartyArn?: string;
  local: boolean;
}

/**
 * Consumers in each further stack: about a dozen resources each, of the 500 that CloudFormation takes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const COPIES = 35;

/** All lanes of one experiment, side by side in one stack that is deleted after it; their consumers beyond the first are in further ones. */
export class LabStack extends Stack {
  constructor(scope: Construct, id: string, { lanes, thirdPartyUrl, thirdPartyArn, local, ...props }: LabStackProps) {
    super(scope, id, props);
    const attempts = new dynamodb.Table(this, 'Attempts', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(attempts).acknowledge(...ATTEMPTS);
    let copies = 0;
    const further: Stack[] = [];
    const room = () => {
      if (copies++ % COPIES === 0) further.push(new Stack(scope, `${id}More${further.length + 1}`, props));
      return further.at(-1) as Stack;
    };
    for (const lane of lanes) {
      const shared = { lane, local, attempts, emailApiUrl: `${thirdPartyUrl}email`, room };
      const stage = new LaneStage(this, { ...shared, ...(thirdPartyArn ? { thirdPartyArn } : {}) });
      modeNamed(lane.mode).deploy(stage);
      stage.finish();
    }
  }
}
