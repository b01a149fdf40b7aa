import { AwsError } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import type { Statement } from '../store.ts';

interface Props {
  StatementId: string;
  EventBusName?: string;
  Statement?: Omit<Statement, 'Sid'>;
  Action?: string;
  Principal?: string;
  Condition?: unknown;
}

/** One statement of a bus's policy. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-eventbuspolicy.html */
export const eventBusPolicyResource: ResourceType<Props> = {
  type: 'AWS::Events::EventBusPolicy',
  properties: {
    StatementId: 'replace',
    EventBusName: 'replace',
    Statement: 'update',
    Action: 'update',
    Principal: 'update',
    Condition: 'update',
  },
  async create(props, context) {
    await put(props, context);
    return { id: `${props.EventBusName ?? 'default'}|${props.StatementId}`, attributes: {} };
  },
  async update(physical, props, _previous, context) {
    await put(props, context);
    return physical;
  },
  async delete(_physical, { StatementId, EventBusName }, context) {
    try {
      await context.call('events', 'RemovePermission', { StatementId, EventBusName });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};

async function put({ StatementId, EventBusName, Statement: statement, Action, Principal, Condition }: Props, context: ResourceContext) {
  if (!statement) {
    await context.call('events', 'PutPermission', { StatementId, EventBusName, Action, Principal, Condition });
    return;
  }
  const { Policy } = await context.call<{ Policy?: string }>('events', 'DescribeEventBus', { Name: EventBusName });
  const others = ((JSON.parse(Policy ?? '{"Statement":[]}') as { Statement: Statement[] }).Statement ?? []).filter(
    ({ Sid }) => Sid !== StatementId,
  );
  const policy = { Version: '2012-10-17', Statement: [...others, { Sid: StatementId, ...statement }] };
  await context.call('events', 'PutPermission', { EventBusName, Policy: JSON.stringify(policy) });
}
