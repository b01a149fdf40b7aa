import { isDeepStrictEqual } from 'node:util';
import type { OnFailure } from '@aws-sdk/client-cloudformation';
import type { ResourceRecord } from '../store.ts';
import { cleanup } from './cleanup.ts';
import { liveResources } from './live.ts';
import type { Operation } from './operation.ts';
import { removeAll } from './remove.ts';
import { updateResource } from './resource-steps.ts';
import { walk } from './walk.ts';

/** Undoes the creation of a stack: whatever was created goes, in reverse order. */
export async function rollbackCreate(operation: Operation, reason: string, onFailure: OnFailure = 'ROLLBACK'): Promise<void> {
  const verb = onFailure === 'DELETE' ? 'DELETE' : 'ROLLBACK';
  operation.setStack(`${verb}_IN_PROGRESS`, reason);
  const failed = await removeAll(operation, { retains: ({ deletionPolicy }) => deletionPolicy === 'Retain' });
  if (operation.store.signal.aborted) return;
  operation.change({ content: { ...operation.record().content, outputs: [], imports: [] } });
  if (failed.length > 0)
    return operation.setStack(`${verb}_FAILED`, `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  if (verb === 'DELETE') operation.change({ deletionTime: operation.stack.clock.now() });
  operation.setStack(`${verb}_COMPLETE`);
}

/**
 * Returns a stack to what it was before its update: what was updated is updated back, what was replaced gives way to its
 * predecessor, and what is new goes. `skip`: resources that ContinueUpdateRollback leaves as they are.
 */
export async function rollbackUpdate(operation: Operation, reason: string | undefined, skip: string[] = []): Promise<void> {
  const { store } = operation;
  const { id } = operation.record();
  const undo = store.undo.get(id);
  operation.setStack('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const before = new Map((undo?.resources ?? []).map((record) => [record.logicalId, record]));
  const failures = await walk(
    new Map([...before].map(([name, record]) => [name, record.dependencies])),
    async (name) => {
      if (!skip.includes(name)) await restore(operation, before.get(name) as ResourceRecord);
    },
    { keepGoing: true, signal: store.signal },
  );
  if (store.signal.aborted) return;
  if (failures.size > 0) {
    return operation.setStack(
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${[...failures.keys()].join(', ')}]. `,
    );
  }
  if (undo) operation.change({ content: undo.content });
  operation.setStack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanup(operation, new Set(before.keys()));
  if (store.signal.aborted) return;
  store.undo.delete(id);
  operation.setStack('UPDATE_ROLLBACK_COMPLETE');
}

async function restore(operation: Operation, old: ResourceRecord): Promise<void> {
  const { store } = operation;
  const now = liveResources(store, old.stackId).find(({ logicalId }) => logicalId === old.logicalId);
  if (!now) return store.putResource({ ...old });
  if (now.physicalId !== old.physicalId) {
    // The successor goes in the cleanup: for it, it is the one that was superseded.
    const undo = store.undo.get(old.stackId);
    if (undo)
      store.undo.put(old.stackId, {
        ...undo,
        resources: undo.resources.map((record) => (record.logicalId === old.logicalId ? now : record)),
      });
    return operation.setResource({ ...old }, 'UPDATE_COMPLETE');
  }
  if (now.status !== 'UPDATE_FAILED' && isDeepStrictEqual(now.properties, old.properties)) return store.putResource({ ...old });
  await updateResource(operation, now, { ...old }, false);
}
