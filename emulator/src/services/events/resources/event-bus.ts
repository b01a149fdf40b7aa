import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import type { Tag } from '../store.ts';
import { setTags, tagsOf } from './tags.ts';

interface Props {
  Name: string;
  Description?: string;
  DeadLetterConfig?: { Arn?: string };
  KmsKeyIdentifier?: string;
  Policy?: unknown;
  Tags?: Tag[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-eventbus.html */
export const eventBusResource: ResourceType<Props> = {
  type: 'AWS::Events::EventBus',
  properties: {
    Name: 'replace',
    Description: 'update',
    DeadLetterConfig: 'recorded',
    KmsKeyIdentifier: 'recorded',
    Policy: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const input = { ...settings(props), Tags: tagsOf(props, context) };
    const { EventBusArn } = await context.call<{ EventBusArn: string }>('events', 'CreateEventBus', input);
    await setPolicy(props, undefined, context);
    return physical(props.Name, EventBusArn);
  },
  async update({ id, attributes }, props, previous, context) {
    await context.call('events', 'UpdateEventBus', settings(props));
    await setPolicy(props, previous, context);
    await setTags(attributes.Arn as string, props, previous, context);
    return physical(id, attributes.Arn as string);
  },
  async delete({ id }, _props, context) {
    const { EventBuses } = await context.call<{ EventBuses: { Name: string }[] }>('events', 'ListEventBuses', { NamePrefix: id });
    if (EventBuses.some(({ Name }) => Name === id)) await context.call('events', 'DeleteEventBus', { Name: id });
  },
};

const physical = (name: string, arn: string): Physical => ({ id: name, attributes: { Arn: arn, Name: name } });

const settings = ({ Name, Description, DeadLetterConfig, KmsKeyIdentifier }: Props) => ({
  Name,
  Description,
  DeadLetterConfig,
  KmsKeyIdentifier,
});

async function setPolicy({ Name: EventBusName, Policy }: Props, previous: Props | undefined, context: ResourceContext) {
  if (Policy !== undefined) {
    const text = typeof Policy === 'string' ? Policy : JSON.stringify(Policy);
    await context.call('events', 'PutPermission', { EventBusName, Policy: text });
  } else if (previous?.Policy !== undefined) await context.call('events', 'RemovePermission', { EventBusName, RemoveAllPermissions: true });
}
