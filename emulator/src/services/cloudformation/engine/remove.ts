import { exportInUse } from '../exports.ts';
import type { ResourceRecord } from '../store.ts';
import { deletionGraph, liveResources } from './live.ts';
import type { Operation } from './operation.ts';
import { removeResource } from './resource-steps.ts';
import { walk } from './walk.ts';

/** Deletes all resources of a stack, each after those that need it; answers with the names of those that would not go. */
export async function removeAll(operation: Operation, { retains }: { retains: (record: ResourceRecord) => boolean }): Promise<string[]> {
  const { store } = operation;
  const records = liveResources(store, operation.record().id);
  const byName = new Map(records.map((record) => [record.logicalId, record]));
  const failures = await walk(
    deletionGraph(records),
    async (name) => {
      const record = byName.get(name) as ResourceRecord;
      await removeResource(operation, { ...record }, { retain: retains(record) });
    },
    { keepGoing: true, signal: store.signal },
  );
  return [...failures.keys()];
}

/** Deletes a stack. Its record stays, to be found by id. */
export async function remove(operation: Operation, retained: string[] = []): Promise<void> {
  const { status, content, statusReason: _ } = operation.record();
  const names = content.outputs.flatMap(({ exportName }) => exportName ?? []);
  const used = exportInUse(operation.stack, names, operation.record());
  if (used) return operation.setStack(status, `Delete canceled. ${used}`);
  operation.setStack('DELETE_IN_PROGRESS', 'User Initiated');
  const failed = await removeAll(operation, {
    retains: ({ logicalId, deletionPolicy }) => deletionPolicy !== 'Delete' || retained.includes(logicalId),
  });
  if (operation.store.signal.aborted) return;
  if (failed.length > 0) return operation.setStack('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
  operation.change({ deletionTime: operation.stack.clock.now() });
  operation.store.undo.delete(operation.record().id);
  operation.setStack('DELETE_COMPLETE');
}
