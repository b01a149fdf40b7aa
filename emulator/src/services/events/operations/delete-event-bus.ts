import type { DeleteEventBusCommandInput, DeleteEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { checkBusName } from '../bus-name.ts';
import { validation } from '../errors.ts';
import { DEFAULT_BUS, requireBus } from '../find.ts';
import { storeOf } from '../store.ts';

/** The rules of a bus have to go first. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
export const deleteEventBus: Operation<DeleteEventBusCommandInput, DeleteEventBusCommandOutput> = ({ Name: name }, context) => {
  checkBusName(name);
  if (name === DEFAULT_BUS) throw validation(`Cannot delete event bus ${name}.`);
  const bus = requireBus(context, name);
  const store = storeOf(context.stack);
  if (store.rulesOf(bus.arn).length > 0) throw validation(`Event bus ${bus.name} can't be deleted since it has rules.`);
  store.buses.delete(bus.arn);
  return {};
};
