import { isDeepStrictEqual } from 'node:util';
import type { Change, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { Stack } from '../service.ts';
import { differenceOf } from './engine/diff.ts';
import { liveResources } from './engine/live.ts';
import { validationError } from './errors.ts';
import type { Lookup, Prepared } from './prepare.ts';
import { readStored } from './read-stored.ts';
import { type StackRecord, storeOf } from './store.ts';
import { resolveDynamicReferences } from './template/dynamic-references.ts';
import { references } from './template/references.ts';
import { isUnknown } from './template/scope.ts';
import type { Expression } from './template/template.ts';
import { typeOf } from './type-of.ts';

export interface Plan {
  changes: Change[];
  /** Whether an execution would change anything, be it only an output or a tag. */
  any: boolean;
}

/** Compares what a stack has with what its template would make of it. */
export async function planOf(stack: Stack, record: StackRecord, prepared: Prepared): Promise<Plan> {
  const store = storeOf(stack);
  const existing = new Map(liveResources(store, record.id).map((resource) => [resource.logicalId, resource]));
  const modified = Object.entries(prepared.active.Resources).filter(
    ([name, { Type }]) => existing.has(name) && existing.get(name)?.type !== Type,
  );
  if (modified.length > 0) {
    const names = modified.map(([name]) => name).join(', ');
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
    );
  }
  const tagsChanged = existing.size > 0 && !isDeepStrictEqual(record.content.tags, prepared.content.tags);
  const replaced = new Set<string>();
  const lookup: Lookup = (name) => (replaced.has(name) ? undefined : existing.get(name));
  const read = readStored(stack, record);
  const changes: Change[] = [];
  for (const name of inOrder(prepared.dependencies)) {
    const resource = prepared.active.Resources[name];
    const type = resource && typeOf(prepared.types, resource.Type);
    if (!resource || !type) continue;
    const now = existing.get(name);
    const properties = (await resolveDynamicReferences(prepared.evaluate(resource.Properties ?? {}, lookup), read)) as Record<
      string,
      unknown
    >;
    if (now?.physicalId === undefined) {
      changes.push(
        change('Add', name, resource.Type, { Scope: [], Details: [], AfterContext: JSON.stringify({ Properties: properties }) }),
      );
      continue;
    }
    const difference = differenceOf(now, properties, type, tagsChanged);
    const metadata = !isDeepStrictEqual(now.metadata ?? {}, resource.Metadata ?? {});
    const policies = (['deletionPolicy', 'updateReplacePolicy'] as const).filter(
      (key) => now[key] !== ((key === 'deletionPolicy' ? resource.DeletionPolicy : resource.UpdateReplacePolicy) ?? 'Delete'),
    );
    if (difference.action === 'none' && !metadata && policies.length === 0) continue;
    const replaces = difference.properties.filter((property) => property.change === 'replace');
    const replacement = replaces.length === 0 ? 'False' : replaces.some(({ dynamic }) => !dynamic) ? 'True' : 'Conditional';
    if (replacement !== 'False') replaced.add(name);
    const details: ResourceChangeDetail[] = difference.properties.map((property) => ({
      Target: {
        Attribute: 'Properties',
        Name: property.name,
        RequiresRecreation: property.change === 'replace' ? 'Always' : 'Never',
        Path: `/Properties/${property.name}`,
        ...(property.before === undefined ? {} : { BeforeValue: shown(property.before) }),
        ...(property.after === undefined ? {} : { AfterValue: shown(property.after) }),
        AttributeChangeType: property.before === undefined ? 'Add' : property.after === undefined ? 'Remove' : 'Modify',
      },
      Evaluation: property.dynamic ? 'Dynamic' : 'Static',
      ...source(resource.Properties?.[property.name], prepared, property.dynamic),
    }));
    if (metadata)
      details.push({
        Target: { Attribute: 'Metadata', RequiresRecreation: 'Never' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      });
    if (difference.tags)
      details.push({
        Target: { Attribute: 'Tags', RequiresRecreation: 'Never' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      });
    for (const key of policies) {
      const attribute = key === 'deletionPolicy' ? 'DeletionPolicy' : 'UpdateReplacePolicy';
      details.push({
        Target: { Attribute: attribute, RequiresRecreation: 'Never' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      });
    }
    changes.push(
      change('Modify', name, resource.Type, {
        PhysicalResourceId: now.physicalId,
        Replacement: replacement,
        Scope: [...new Set(details.flatMap(({ Target }) => Target?.Attribute ?? []))],
        Details: details,
        BeforeContext: JSON.stringify({ Properties: now.properties }),
        AfterContext: JSON.stringify({ Properties: properties }),
        ...(replacement === 'False'
          ? {}
          : { PolicyAction: resource.UpdateReplacePolicy === 'Retain' ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
      }),
    );
  }
  for (const now of existing.values()) {
    if (now.logicalId in prepared.active.Resources) continue;
    changes.push(
      change('Remove', now.logicalId, now.type, {
        ...(now.physicalId === undefined ? {} : { PhysicalResourceId: now.physicalId }),
        PolicyAction: now.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
        Scope: [],
        Details: [],
        BeforeContext: JSON.stringify({ Properties: now.properties }),
      }),
    );
  }
  changes.sort((a, b) => ((a.ResourceChange?.LogicalResourceId ?? '') < (b.ResourceChange?.LogicalResourceId ?? '') ? -1 : 1));
  return { changes, any: changes.length > 0 || tagsChanged || outputsDiffer(record, prepared, lookup) };
}

type ResourceChangeRest = Omit<NonNullable<Change['ResourceChange']>, 'Action' | 'LogicalResourceId' | 'ResourceType'>;

const change = (
  Action: 'Add' | 'Modify' | 'Remove',
  LogicalResourceId: string,
  ResourceType: string,
  rest: ResourceChangeRest,
): Change => ({
  Type: 'Resource',
  ResourceChange: { Action, LogicalResourceId, ResourceType, ...rest },
});

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Where a changed value comes from: the template itself, a parameter, or another resource. */
function source(
  expression: Expression,
  prepared: Prepared,
  dynamic: boolean,
): Pick<ResourceChangeDetail, 'ChangeSource' | 'CausingEntity'> {
  if (!dynamic) return { ChangeSource: 'DirectModification' };
  const cause = [...references(expression)].find(({ name }) => prepared.dependencies.has(name));
  if (!cause) return { ChangeSource: 'DirectModification' };
  if (cause.kind === 'Ref') return { ChangeSource: 'ResourceReference', CausingEntity: cause.name };
  return { ChangeSource: 'ResourceAttribute', CausingEntity: `${cause.name}.${cause.attribute}` };
}

/** Every resource after what it needs. */
function inOrder(graph: Map<string, string[]>): string[] {
  const order = new Set<string>();
  const visit = (name: string) => {
    if (order.has(name)) return;
    for (const needed of graph.get(name) ?? []) visit(needed);
    order.add(name);
  };
  for (const name of graph.keys()) visit(name);
  return [...order];
}

function outputsDiffer(record: StackRecord, prepared: Prepared, lookup: Lookup): boolean {
  const wanted = Object.entries(prepared.active.Outputs ?? {}).map(([key, output]) => {
    const value = prepared.evaluate(output.Value, lookup);
    const exportName = output.Export && prepared.evaluate(output.Export.Name, lookup);
    return [key, Array.isArray(value) ? value.join(',') : String(value), output.Description, exportName] as const;
  });
  const now = record.content.outputs.map(({ key, value, description, exportName }) => [key, value, description, exportName] as const);
  const sorted = (items: readonly (readonly unknown[])[]) => [...items].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  return isUnknown(wanted) || !isDeepStrictEqual(sorted(wanted), sorted(now));
}
