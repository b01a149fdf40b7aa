import type { DescribeReplayCommandInput, DescribeReplayCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireReplay } from '../find.ts';
import { shownReplay } from '../shown.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
export const describeReplay: Operation<DescribeReplayCommandInput, DescribeReplayCommandOutput> = ({ ReplayName }, context) => {
  const replay = requireReplay(context, ReplayName);
  const { arn, description, busArn, ruleArns, stateReason } = replay;
  return {
    ...shownReplay(replay),
    ReplayArn: arn,
    Description: description,
    StateReason: stateReason,
    Destination: { Arn: busArn, ...(ruleArns.length > 0 ? { FilterArns: ruleArns } : {}) },
  };
};
