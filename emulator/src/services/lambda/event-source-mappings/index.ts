import type { Operation, ResourceType, Stack } from '../../service.ts';
import { managerOf } from './manager.ts';
import { createEventSourceMapping } from './operations/create-event-source-mapping.ts';
import { deleteEventSourceMapping } from './operations/delete-event-source-mapping.ts';
import { getEventSourceMapping } from './operations/get-event-source-mapping.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import { updateEventSourceMapping } from './operations/update-event-source-mapping.ts';
import { eventSourceMapping } from './resource.ts';

export const operations: Record<string, Operation> = {
  CreateEventSourceMapping: createEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  ListEventSourceMappings: listEventSourceMappings,
  UpdateEventSourceMapping: updateEventSourceMapping,
};

export const resources: ResourceType[] = [eventSourceMapping];

/** Takes up the mappings that the journal knows; does nothing when they run already. */
export const startMappings = (stack: Stack): void => void managerOf(stack);
