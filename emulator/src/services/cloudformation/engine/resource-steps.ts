import { AwsError } from '../../errors.ts';
import type { Physical, ResourceType } from '../../service.ts';
import type { ResourceRecord } from '../store.ts';
import { typeOf } from '../type-of.ts';
import { CreatedInPart } from './created-in-part.ts';
import type { Operation } from './operation.ts';

/** What the engine knows of a resource before it has been created. */
export type Wanted = Omit<ResourceRecord, 'physicalId' | 'attributes' | 'status' | 'statusReason' | 'updated'>;

const handlersOf = async (operation: Operation, type: string) => {
  const found = typeOf(await operation.stack.resourceTypes(), type);
  if (!found) throw new AwsError('NotImplemented', `The embedded stack does not support the type ${type}`);
  return found as ResourceType<Record<string, unknown>>;
};

/** A reason as AWS words it, with the message and code of the service that refused. */
export function reasonOf(error: unknown, requestId: string): string {
  if (!(error instanceof AwsError))
    return error instanceof Error ? `Internal failure of the embedded stack: ${error.stack}` : String(error);
  if (error.code === 'ValidationError' && error.message.startsWith('Template error')) return error.message;
  return `Resource handler returned message: "${error.message}" (RequestToken: ${requestId}, HandlerErrorCode: ${error.code})`;
}

function take(record: ResourceRecord, { id, attributes, noEcho }: Physical): void {
  Object.assign(record, { physicalId: id, attributes });
  if (noEcho) record.noEcho = true;
  else delete record.noEcho;
}

/** Creates a resource; `reason` tells why in the case of a replacement. */
export async function createResource(
  operation: Operation,
  wanted: Wanted,
  { replacing }: { replacing?: ResourceRecord } = {},
): Promise<void> {
  const record: ResourceRecord = { ...wanted, attributes: {}, status: 'CREATE_IN_PROGRESS', updated: 0 };
  const verb = replacing ? 'UPDATE' : 'CREATE';
  if (replacing) {
    const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
    operation.tell(
      { ...record, ...(replacing.physicalId === undefined ? {} : { physicalId: replacing.physicalId }) },
      'UPDATE_IN_PROGRESS',
      reason,
    );
  } else {
    operation.setResource(record, 'CREATE_IN_PROGRESS');
  }
  const context = operation.contextOf(wanted);
  try {
    const physical = await (await handlersOf(operation, wanted.type)).create(wanted.properties, context);
    take(record, physical);
    if (operation.store.signal.aborted) return;
    operation.tell(record, `${verb}_IN_PROGRESS`, 'Resource creation Initiated');
    operation.setResource(record, `${verb}_COMPLETE`);
  } catch (error) {
    if (operation.store.signal.aborted) throw error;
    const reason = reasonOf(error, context.requestId);
    if (error instanceof CreatedInPart) take(record, error.physical);
    if (replacing) operation.setResource({ ...replacing, status: 'UPDATE_FAILED' }, 'UPDATE_FAILED', reason);
    else operation.setResource(record, 'CREATE_FAILED', reason);
    throw error;
  }
}

/** Updates a resource in place. `recordedOnly`: nothing of what changed has an effect, so the service is not asked. */
export async function updateResource(operation: Operation, previous: ResourceRecord, wanted: Wanted, recordedOnly: boolean): Promise<void> {
  const physical = { id: previous.physicalId ?? '', attributes: previous.attributes };
  const record: ResourceRecord = { ...previous, ...wanted };
  const context = operation.contextOf(wanted);
  operation.setResource(record, 'UPDATE_IN_PROGRESS');
  try {
    const type = await handlersOf(operation, wanted.type);
    if (!recordedOnly && type.update) {
      const updated = await type.update(physical, wanted.properties, previous.properties, context);
      take(record, updated);
    }
    if (operation.store.signal.aborted) return;
    operation.setResource(record, 'UPDATE_COMPLETE');
  } catch (error) {
    if (operation.store.signal.aborted) throw error;
    operation.setResource(record, 'UPDATE_FAILED', reasonOf(error, context.requestId));
    throw error;
  }
}

/**
 * Deletes a resource, or leaves it where its policy says so. `superseded`: it is the predecessor of one that was replaced, whose
 * record already stands in its place.
 */
export async function removeResource(
  operation: Operation,
  record: ResourceRecord,
  { superseded = false, retain = false }: { superseded?: boolean; retain?: boolean } = {},
): Promise<void> {
  const set = superseded ? operation.tell : operation.setResource;
  if (retain) return set(record, 'DELETE_SKIPPED');
  if (record.physicalId === undefined) return set(record, 'DELETE_COMPLETE');
  const context = operation.contextOf(record);
  set(record, 'DELETE_IN_PROGRESS');
  try {
    const physical = { id: record.physicalId, attributes: record.attributes };
    await (await handlersOf(operation, record.type)).delete(physical, record.properties, context);
    if (operation.store.signal.aborted) return;
    set(record, 'DELETE_COMPLETE');
  } catch (error) {
    if (operation.store.signal.aborted) throw error;
    set(record, 'DELETE_FAILED', reasonOf(error, context.requestId));
    throw error;
  }
}
