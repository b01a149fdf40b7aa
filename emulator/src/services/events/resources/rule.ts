import type { PutRuleCommandInput, Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import { busArnOf } from '../find.ts';
import type { Tag } from '../store.ts';
import { setTags, tagsOf } from './tags.ts';

interface Props extends Omit<PutRuleCommandInput, 'EventPattern' | 'Tags'> {
  EventPattern?: unknown;
  Targets?: Target[];
  Tags?: Tag[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html */
export const ruleResource: ResourceType<Props> = {
  type: 'AWS::Events::Rule',
  properties: {
    Name: 'replace',
    EventBusName: 'replace',
    Description: 'update',
    EventPattern: 'update',
    ScheduleExpression: 'update',
    State: 'update',
    RoleArn: 'recorded',
    Targets: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const Name = props.Name ?? context.generateName(64);
    const input = { ...settings(props), Name, Tags: tagsOf(props, context) };
    const { RuleArn } = await context.call<{ RuleArn: string }>('events', 'PutRule', input);
    if (props.Targets?.length) await context.call('events', 'PutTargets', { ...place(props, Name), Targets: props.Targets.map(typed) });
    return physical(Name, RuleArn, props, context);
  },
  async update({ attributes }, props, previous, context) {
    const arn = attributes.Arn as string;
    const Name = nameIn(arn);
    await context.call('events', 'PutRule', { ...settings(props), Name });
    const Ids = (previous.Targets ?? []).map(({ Id }) => Id).filter((id) => !props.Targets?.some(({ Id }) => Id === id));
    if (Ids.length > 0) await context.call('events', 'RemoveTargets', { ...place(props, Name), Ids });
    if (props.Targets?.length) await context.call('events', 'PutTargets', { ...place(props, Name), Targets: props.Targets.map(typed) });
    await setTags(arn, props, previous, context);
    return physical(Name, arn, props, context);
  },
  async delete({ attributes }, props, context) {
    const at = place(props, nameIn(attributes.Arn as string));
    try {
      const { Targets } = await context.call<{ Targets: Target[] }>('events', 'ListTargetsByRule', at);
      if (Targets.length > 0) await context.call('events', 'RemoveTargets', { ...at, Ids: Targets.map(({ Id }) => Id) });
      await context.call('events', 'DeleteRule', { Name: at.Rule, EventBusName: at.EventBusName });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};

const nameIn = (arn: string) => arn.split('/').at(-1) as string;

const place = ({ EventBusName }: Props, Rule: string) => ({ Rule, EventBusName });

function settings({ EventBusName, Description, EventPattern, ScheduleExpression, State, RoleArn }: Props) {
  const pattern = EventPattern === undefined || typeof EventPattern === 'string' ? EventPattern : JSON.stringify(EventPattern);
  return { EventBusName, Description, EventPattern: pattern, ScheduleExpression, State, RoleArn };
}

/** Templates may write numbers as text. */
function typed(target: Target): Target {
  const { RetryPolicy } = target;
  if (!RetryPolicy) return target;
  const number = (value: unknown) => (value === undefined ? undefined : Number(value));
  return {
    ...target,
    RetryPolicy: {
      MaximumRetryAttempts: number(RetryPolicy.MaximumRetryAttempts),
      MaximumEventAgeInSeconds: number(RetryPolicy.MaximumEventAgeInSeconds),
    },
  };
}

/** Ref gives the name, with the bus before it where that is not the default one. */
function physical(name: string, arn: string, { EventBusName }: Props, context: ResourceContext): Physical {
  const bus = busArnOf(EventBusName, context).split('/').at(-1);
  return { id: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn: arn } };
}
