import type { ResourceRecord } from '../store.ts';
import { deletionGraph, isLive } from './live.ts';
import type { Operation } from './operation.ts';
import { removeResource } from './resource-steps.ts';
import { walk } from './walk.ts';

/**
 * After an update: deletes what the template no longer names, and the predecessors of what was replaced. What cannot be deleted stays
 * behind with a DELETE_FAILED event, as on AWS; the update has succeeded all the same.
 */
export async function cleanup(operation: Operation, kept: Set<string>): Promise<void> {
  const { store } = operation;
  const { id } = operation.record();
  const gone = store.resourcesOf(id).filter((record) => isLive(record) && !kept.has(record.logicalId));
  const superseded = new Map<string, ResourceRecord>();
  for (const old of store.undo.get(id)?.resources ?? []) {
    const now = store.resource(id, old.logicalId);
    if (now && kept.has(old.logicalId) && old.physicalId !== undefined && now.physicalId !== old.physicalId)
      superseded.set(old.logicalId, old);
  }
  await walk(
    deletionGraph([...gone, ...superseded.values()]),
    async (name) => {
      const old = superseded.get(name);
      if (old) return removeResource(operation, old, { superseded: true, retain: old.updateReplacePolicy !== 'Delete' });
      const record = gone.find(({ logicalId }) => logicalId === name);
      if (!record) return;
      await removeResource(operation, { ...record }, { retain: record.deletionPolicy !== 'Delete' });
      store.deleteResource(id, name);
    },
    { keepGoing: true, signal: store.signal },
  );
  // A resource that could not be deleted is no longer the stack's.
  if (!store.signal.aborted) for (const { logicalId } of gone) store.deleteResource(id, logicalId);
}
