import type { DescribeRuleCommandInput, DescribeRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireRule } from '../find.ts';
import { shownRule } from '../shown.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule: Operation<DescribeRuleCommandInput, DescribeRuleCommandOutput> = ({ Name: name, EventBusName }, context) => {
  const rule = requireRule(context, name, EventBusName);
  return { ...shownRule(rule), CreatedBy: rule.account };
};
