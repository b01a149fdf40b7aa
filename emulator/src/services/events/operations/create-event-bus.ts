import type { CreateEventBusCommandInput, CreateEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { checkBusName } from '../bus-name.ts';
import { alreadyExists } from '../errors.ts';
import { busArnOf, findBus } from '../find.ts';
import { storeOf } from '../store.ts';
import { mergeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const createEventBus: Operation<CreateEventBusCommandInput, CreateEventBusCommandOutput> = (input, context) => {
  const { Name: name, EventSourceName, Description, Tags, KmsKeyIdentifier, DeadLetterConfig, LogConfig } = input;
  if (EventSourceName) throw unsupported('events', 'partner event sources');
  if (LogConfig) throw unsupported('events', 'LogConfig of an event bus');
  checkBusName(name);
  const { stack, account, region } = context;
  const arn = busArnOf(name, context);
  if (findBus(stack, arn)) throw alreadyExists(`Event bus ${name} already exists.`);
  const now = stack.clock.now();
  storeOf(stack).buses.put(arn, {
    arn,
    name,
    account,
    region,
    description: Description,
    deadLetterArn: DeadLetterConfig?.Arn,
    kmsKeyIdentifier: KmsKeyIdentifier || undefined,
    policy: [],
    tags: mergeTags([], Tags),
    createdAt: now,
    modifiedAt: now,
  });
  return { EventBusArn: arn, Description, KmsKeyIdentifier: KmsKeyIdentifier || undefined, DeadLetterConfig };
};
