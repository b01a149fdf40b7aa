import type { EnableRuleCommandInput, EnableRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireRule } from '../find.ts';
import { schedulerOf } from '../scheduler.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule: Operation<EnableRuleCommandInput, EnableRuleCommandOutput> = ({ Name: name, EventBusName }, context) => {
  const rule = requireRule(context, name, EventBusName);
  storeOf(context.stack).putRule({ ...rule, state: 'ENABLED' });
  schedulerOf(context.stack).arrange(rule.arn);
  return {};
};
