import type { UpdateEventBusCommandInput, UpdateEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { requireBus } from '../find.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html */
export const updateEventBus: Operation<UpdateEventBusCommandInput, UpdateEventBusCommandOutput> = (input, context) => {
  const { Name, Description, DeadLetterConfig, KmsKeyIdentifier, LogConfig } = input;
  if (LogConfig) throw unsupported('events', 'LogConfig of an event bus');
  const bus = requireBus(context, Name);
  const updated = {
    ...bus,
    description: Description,
    deadLetterArn: DeadLetterConfig?.Arn,
    kmsKeyIdentifier: KmsKeyIdentifier || undefined,
    modifiedAt: context.stack.clock.now(),
  };
  storeOf(context.stack).buses.put(bus.arn, updated);
  return { Arn: bus.arn, Name: bus.name, Description, DeadLetterConfig, KmsKeyIdentifier: KmsKeyIdentifier || undefined };
};
