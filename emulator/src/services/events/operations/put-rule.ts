import type { PutRuleCommandInput, PutRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { checkName, validation } from '../errors.ts';
import { DEFAULT_BUS, requireBus, ruleArnOf } from '../find.ts';
import { checkPattern } from '../pattern.ts';
import { parseSchedule } from '../schedule.ts';
import { schedulerOf } from '../scheduler.ts';
import { storeOf } from '../store.ts';
import { mergeTags } from '../tags.ts';

/** Makes a rule, or replaces all of one but its targets and tags. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const putRule: Operation<PutRuleCommandInput, PutRuleCommandOutput> = (input, context) => {
  const { Name: name, ScheduleExpression: schedule, EventPattern: pattern, State = 'ENABLED', Description, RoleArn, Tags } = input;
  checkName(name, 'name', 64);
  if (!schedule && !pattern) throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  const bus = requireBus(context, input.EventBusName);
  if (schedule && bus.name !== DEFAULT_BUS) throw validation('ScheduleExpression is supported only on the default event bus.');
  if (pattern) checkPattern(pattern);
  if (schedule) parseSchedule(schedule);
  const { stack } = context;
  const store = storeOf(stack);
  const arn = ruleArnOf(bus, name);
  const existing = store.rules.get(arn);
  store.putRule({
    arn,
    name,
    busArn: bus.arn,
    busName: bus.name,
    account: bus.account,
    region: bus.region,
    description: Description,
    pattern: pattern || undefined,
    schedule: schedule || undefined,
    state: State,
    roleArn: RoleArn,
    targets: existing?.targets ?? [],
    // Tags count when a rule is made: of one that is there they are not touched.
    tags: existing?.tags ?? mergeTags([], Tags),
  });
  schedulerOf(stack).arrange(arn);
  return { RuleArn: arn };
};
