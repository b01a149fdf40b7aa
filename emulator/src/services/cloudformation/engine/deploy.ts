import { isDeepStrictEqual } from 'node:util';
import type { OnFailure, StackStatus } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../errors.ts';
import { validationError } from '../errors.ts';
import { exportInUse, findExport } from '../exports.ts';
import type { Lookup, Prepared } from '../prepare.ts';
import { readStored } from '../read-stored.ts';
import type { OutputValue, ResourceRecord } from '../store.ts';
import { resolveDynamicReferences } from '../template/dynamic-references.ts';
import { typeOf } from '../type-of.ts';
import { cleanup } from './cleanup.ts';
import { differenceOf } from './diff.ts';
import { isLive } from './live.ts';
import type { Operation } from './operation.ts';
import { createResource, reasonOf, updateResource, type Wanted } from './resource-steps.ts';
import { rollbackCreate, rollbackUpdate } from './rollback.ts';
import { walk } from './walk.ts';

export interface DeployOptions {
  kind: 'CREATE' | 'UPDATE';
  onFailure: OnFailure;
  retainExceptOnCreate?: boolean;
}

/** Brings a stack to what its template says: creates and updates in the order of dependencies, then outputs, then what is left over goes. */
export async function deploy(
  operation: Operation,
  prepared: Prepared,
  { kind, onFailure, retainExceptOnCreate = false }: DeployOptions,
): Promise<void> {
  const { store } = operation;
  const before = operation.record();
  const old = before.content;
  // After an update that failed and stayed, the state before that one is what a rollback returns to.
  if (kind === 'UPDATE' && !store.undo.has(before.id))
    store.undo.put(before.id, {
      stackId: before.id,
      content: old,
      resources: structuredClone(store.resourcesOf(before.id).filter(isLive)),
    });
  operation.change({
    content: { ...prepared.content, outputs: old.outputs, imports: [...new Set([...old.imports, ...prepared.content.imports])] },
  });
  operation.setStack(`${kind}_IN_PROGRESS`, 'User Initiated');

  const tagsChanged = kind === 'UPDATE' && !isDeepStrictEqual(old.tags, prepared.content.tags);
  const failures = await walk(
    prepared.dependencies,
    (name) => settleResource(operation, prepared, name, { tagsChanged, retainExceptOnCreate }),
    {
      signal: store.signal,
      cancelled: () => store.cancelled.has(before.id),
    },
  );
  if (store.signal.aborted) return;
  if (store.cancelled.delete(before.id)) {
    if (kind === 'UPDATE') return rollbackUpdate(operation, 'User Initiated');
    return giveUp(operation, kind, 'Stack creation time exceeded the specified timeout. ', onFailure);
  }
  let problem: string | undefined;
  if (failures.size > 0) {
    problem = `The following resource(s) failed to ${failedVerb(operation, [...failures.keys()])}: [${[...failures.keys()].join(', ')}]. `;
  } else {
    try {
      const outputs = outputsOf(operation, prepared);
      operation.change({ content: { ...prepared.content, outputs } });
    } catch (error) {
      problem = error instanceof AwsError ? error.message : reasonOf(error, before.operationId);
    }
  }
  if (problem !== undefined) return giveUp(operation, kind, problem, onFailure);
  if (kind === 'CREATE') return operation.setStack('CREATE_COMPLETE');
  operation.change({ lastUpdatedTime: operation.stack.clock.now() });
  operation.setStack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanup(operation, new Set(prepared.dependencies.keys()));
  if (store.signal.aborted) return;
  store.undo.delete(before.id);
  operation.setStack('UPDATE_COMPLETE');
}

async function giveUp(operation: Operation, kind: 'CREATE' | 'UPDATE', problem: string, onFailure: OnFailure): Promise<void> {
  if (onFailure === 'DO_NOTHING') return operation.setStack(`${kind}_FAILED` as StackStatus, problem.trim());
  const reason = `${problem}Rollback requested by user.`;
  if (kind === 'CREATE') return rollbackCreate(operation, reason, onFailure);
  return rollbackUpdate(operation, problem);
}

/** `create` where something had to be created and was not, otherwise `update`. */
function failedVerb(operation: Operation, names: string[]): string {
  return names.some((name) => operation.store.resource(operation.record().id, name)?.status === 'UPDATE_FAILED') ? 'update' : 'create';
}

async function settleResource(
  operation: Operation,
  prepared: Prepared,
  name: string,
  { tagsChanged, retainExceptOnCreate }: { tagsChanged: boolean; retainExceptOnCreate: boolean },
): Promise<void> {
  const { store } = operation;
  const stackId = operation.record().id;
  const resource = prepared.active.Resources[name];
  const type = resource && typeOf(prepared.types, resource.Type);
  if (!resource || !type) throw new Error(`${name} is not in the template`);
  const found = store.resource(stackId, name);
  const existing = found && isLive(found) && found.physicalId !== undefined ? found : undefined;
  const policy = (value: string | undefined) => (retainExceptOnCreate && value === 'Retain' ? 'RetainExceptOnCreate' : (value ?? 'Delete'));
  const wanted: Wanted = {
    stackId,
    logicalId: name,
    type: resource.Type,
    properties: {},
    ...(resource.Metadata === undefined ? {} : { metadata: resource.Metadata }),
    dependencies: prepared.dependencies.get(name) ?? [],
    deletionPolicy: policy(resource.DeletionPolicy),
    updateReplacePolicy: resource.UpdateReplacePolicy ?? 'Delete',
    replacements: found?.replacements ?? 0,
  };
  try {
    wanted.properties = await resolvedProperties(operation, prepared, name);
  } catch (error) {
    const failed: ResourceRecord = existing ?? { ...wanted, attributes: {}, status: 'CREATE_FAILED', updated: 0 };
    operation.setResource(failed, existing ? 'UPDATE_FAILED' : 'CREATE_FAILED', reasonOf(error, stackId));
    throw error;
  }
  if (!existing) return createResource(operation, wanted);
  const difference = differenceOf(existing, wanted.properties, type, tagsChanged);
  if (difference.action === 'replace') {
    return createResource(operation, { ...wanted, replacements: existing.replacements + 1 }, { replacing: existing });
  }
  if (difference.action === 'update') {
    const recordedOnly =
      !difference.tags && existing.status !== 'UPDATE_FAILED' && difference.properties.every(({ change }) => change === 'recorded');
    return updateResource(operation, existing, wanted, recordedOnly);
  }
  store.putResource({ ...existing, ...wanted });
}

async function resolvedProperties(operation: Operation, prepared: Prepared, name: string): Promise<Record<string, unknown>> {
  const { account, region, id } = operation.record();
  const lookup: Lookup = (other) => operation.store.resource(id, other);
  const evaluated = prepared.evaluate(prepared.active.Resources[name]?.Properties ?? {}, lookup);
  return (await resolveDynamicReferences(evaluated, readStored(operation.stack, { account, region }))) as Record<string, unknown>;
}

/** The outputs as they come out, after a check that exports neither collide nor vanish while in use. */
function outputsOf(operation: Operation, prepared: Prepared): OutputValue[] {
  const record = operation.record();
  const lookup: Lookup = (name) => operation.store.resource(record.id, name);
  const outputs = Object.entries(prepared.active.Outputs ?? {}).map(([key, output]): OutputValue => {
    const value = prepared.evaluate(output.Value, lookup);
    const exportName = output.Export === undefined ? undefined : String(prepared.evaluate(output.Export.Name, lookup));
    return {
      key,
      value: Array.isArray(value) ? value.join(',') : String(value),
      ...(output.Description === undefined ? {} : { description: output.Description }),
      ...(exportName === undefined ? {} : { exportName }),
    };
  });
  for (const { exportName } of outputs) {
    const taken = exportName === undefined ? undefined : findExport(operation.stack, exportName, record);
    if (taken && taken.stack.id !== record.id)
      throw validationError(`Export with name ${exportName} is already exported by stack ${taken.stack.name}. `);
  }
  const kept = new Map(outputs.map(({ exportName, value }) => [exportName, value]));
  const changed = record.content.outputs.filter(({ exportName, value }) => exportName !== undefined && kept.get(exportName) !== value);
  const used = exportInUse(
    operation.stack,
    changed.map(({ exportName = '' }) => exportName),
    record,
  );
  if (used) throw validationError(`${used} `);
  return outputs;
}
